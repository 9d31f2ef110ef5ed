import { AbstractNotificationProviderService, MedusaError } from "@medusajs/framework/utils"
import type { ProviderSendNotificationDTO } from "@medusajs/framework/types"

type Options = { appApiKey: string; region?: string }

/** Sends Customer.io's transactional messages; a notification's template is the message's id or trigger name. */
class CustomerIoService extends AbstractNotificationProviderService {
  static identifier = "customerio"

  constructor(_container: Record<string, unknown>, private readonly options: Options) {
    super()
  }

  async send(notification: ProviderSendNotificationDTO) {
    const host = this.options.region === "eu" ? "api-eu.customer.io" : "api.customer.io"
    const answer = await fetch(`https://${host}/v1/send/email`, {
      method: "POST",
      headers: { Authorization: `Bearer ${this.options.appApiKey}`, "Content-Type": "application/json" },
      body: JSON.stringify({
        transactional_message_id: notification.template,
        to: notification.to,
        identifiers: { email: notification.to },
        message_data: notification.data ?? {},
      }),
    })
    if (!answer.ok) {
      throw new MedusaError(MedusaError.Types.UNEXPECTED_STATE, `Customer.io answered ${answer.status}`)
    }
    const { delivery_id } = (await answer.json()) as { delivery_id: string }
    return { id: delivery_id }
  }
}

export default CustomerIoService
