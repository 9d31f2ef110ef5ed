const { defineConfig } = require("@medusajs/framework/utils")

// Everything but the database is Medusa's default. The secrets sign nothing outside the test.
module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    databaseDriverOptions: { ssl: false, connection: { ssl: false } },
    cookieOptions: { secure: false, sameSite: "lax" }, // the browser comes without TLS
    http: { storeCors: "*", adminCors: "*", authCors: "*", jwtSecret: "end-to-end", cookieSecret: "end-to-end" },
  },
  plugins: process.env.MEDUSA_E2E_LOYALTY === "true" ? [{ resolve: "@medusajs/loyalty-plugin", options: {} }] : [],
  admin: { disable: process.env.MEDUSA_E2E_ADMIN !== "true" },
})
