import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import CustomerIoService from "./service"

export default ModuleProvider(Modules.NOTIFICATION, { services: [CustomerIoService] })
