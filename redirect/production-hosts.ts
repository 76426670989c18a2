import { productionNames } from '../contracts/production-hosts.js'

export { productionHost } from '../contracts/production-hosts.js'

/** The names of the real API, connections to which are redirected. */
export const redirectedHosts: readonly string[] = productionNames
