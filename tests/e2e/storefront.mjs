// What a storefront built on @medusajs/js-sdk sees: reads a job as JSON on stdin, answers JSON. docs/storefront.md explains each call.
import { createRequire } from "node:module"
import { join } from "node:path"
import { text } from "node:stream/consumers"

const { home, base, key, regions, handles, customers } = JSON.parse(await text(process.stdin))
const Medusa = createRequire(join(home, "package.json"))("@medusajs/js-sdk").default
const LIMIT = 50

const connect = () =>
  new Medusa({ baseUrl: base, publishableKey: key, auth: { type: "jwt", jwtTokenStorageMethod: "memory" } })

async function pages(list, name) {
  const rows = []
  for (let count = 1; rows.length < count; ) {
    const page = await list({ limit: LIMIT, offset: rows.length })
    count = page[name].length ? page.count : 0
    rows.push(...page[name])
  }
  return rows
}

const sdk = connect()
const answer = { regions: (await sdk.store.region.list()).regions.map(({ id }) => id), prices: {}, pages: {}, customers: {} }

for (const [name, { id, country }] of Object.entries(regions)) {
  const fields = "id,handle,title,thumbnail,variants.id,*variants.calculated_price"
  const products = await pages(
    (page) => sdk.store.product.list({ region_id: id, country_code: country, fields, ...page }), "products")
  answer.prices[name] = Object.fromEntries(
    products.flatMap(({ variants }) => variants.map((variant) => [variant.id, variant.calculated_price])))
  answer.products ??= products.map(({ id, handle, title, thumbnail }) => ({ id, handle, title, thumbnail }))
}

for (const handle of handles) {
  const { products } = await sdk.store.product.list({ handle, fields: "+metadata,*variants,*options,*images" })
  answer.pages[handle] = products
}

for (const { email, password } of customers) {
  const own = connect()
  await own.auth.login("customer", "emailpass", { email: email.toLowerCase(), password })
  const { customer } = await own.store.customer.retrieve()
  const orders = await pages((page) => own.store.order.list({ fields: "id,display_id,total,currency_code", ...page }), "orders")
  answer.customers[email] = { id: customer.id, email: customer.email, orders }
}

console.log(JSON.stringify(answer))
