// Looks at pages of Medusa's dashboard in headless Chromium: reads a job on stdin, answers JSON.
import { createRequire } from "node:module"
import { join } from "node:path"
import { text } from "node:stream/consumers"

const { home, executable, base, email, password, pages, screenshots } = JSON.parse(await text(process.stdin))
const { chromium } = createRequire(join(home, "package.json"))("playwright-core")

const browser = await chromium.launch({
  executablePath: executable,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"],
})
const context = await browser.newContext({ locale: "en-US", timezoneId: "UTC", viewport: { width: 1440, height: 1100 } })
// The shop's pictures are on hosts that do not exist.
const picture = { contentType: "image/svg+xml", body: '<svg xmlns="http://www.w3.org/2000/svg"><rect width="99" height="99" fill="#dce3ea"/></svg>' }
await context.route((url) => url.origin !== base, (route) => route.fulfill(picture))
const tab = await context.newPage()

const PATIENCE = 20_000
let troubles = []
tab.on("pageerror", (error) => troubles.push(`script: ${error.message}`))
tab.on("response", (answer) => {
  if (answer.status() >= 400) troubles.push(`${answer.request().method()} ${answer.url().slice(base.length)} -> ${answer.status()}`)
})

async function look(name) {
  await tab.locator("main").first().waitFor({ timeout: PATIENCE }).catch(() => troubles.push("shows no page"))
  await tab.waitForLoadState("networkidle")
  await tab.screenshot({ path: join(screenshots, `${name.replaceAll(/\W+/g, "-")}.png`), fullPage: true })
  const seen = { path: new URL(tab.url()).pathname, text: await tab.locator("body").innerText(), troubles }
  troubles = []
  return seen
}

await tab.goto(`${base}/app/login`)
await tab.fill("input[name=email]", email)
await tab.fill("input[name=password]", password)
troubles = [] // before the login, the dashboard asks who is there, and is refused
await tab.click("button[type=submit]")
await tab.waitForURL((url) => !url.pathname.endsWith("/login"))
const answer = { "log in": await look("log in") }
for (const [name, path] of Object.entries(pages)) {
  await tab.goto(`${base}/app${path}`)
  answer[name] = await look(name)
}
await browser.close()
console.log(JSON.stringify(answer))
