import { type Host, productionOrigins } from '../contracts/operation.js'

const hosts = new Map<string, Host>(
  Object.entries(productionOrigins).map(([host, url]) => [new URL(url).hostname, host as Host]),
)

/** The names of the real API, connections to which are redirected. */
export const redirectedHosts: readonly string[] = [...hosts.keys()]

/** Which of the two production hosts a name is; undefined for every other name. */
export function productionHost(name: unknown): Host | undefined {
  return typeof name === 'string' ? hosts.get(name.toLowerCase().replace(/\.$/, '')) : undefined
}
