import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { algoliasearch } from "algoliasearch"

/** Keeps Algolia's index of products up to date, under Medusa's ids as v1 did. Fit the fields to your index. */
export default async function indexProduct({ event, container }: SubscriberArgs<{ id: string }>) {
  const { ALGOLIA_APP_ID, ALGOLIA_ADMIN_API_KEY, ALGOLIA_PRODUCT_INDEX } = process.env
  if (!ALGOLIA_APP_ID || !ALGOLIA_ADMIN_API_KEY) {
    return
  }
  const client = algoliasearch(ALGOLIA_APP_ID, ALGOLIA_ADMIN_API_KEY)
  const indexName = ALGOLIA_PRODUCT_INDEX || "products"
  const objectID = event.data.id
  const query = container.resolve("query")
  const { data } = await query.graph({
    entity: "product",
    fields: ["id", "title", "subtitle", "description", "handle", "status", "thumbnail", "collection.*", "categories.*",
      "type.*", "tags.*", "options.*", "variants.*"],
    filters: { id: objectID },
  })
  const product = data[0]
  if (product?.status === "published") {
    await client.saveObject({ indexName, body: { ...product, objectID } })
  } else {
    await client.deleteObject({ indexName, objectID })
  }
}

export const config: SubscriberConfig = { event: ["product.created", "product.updated", "product.deleted"] }
