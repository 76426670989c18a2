import { type Host, productionOrigins } from './operation.js'

/** The last byte of each host's addresses, in every network of production: docs/api-facts.md. */
const lastBytes: Readonly<Record<Host, number>> = { api: 192, pay: 195 }
const networks = ['117.52.3', '211.115.96', '106.249.5']

/** By name and by address. */
const hosts: ReadonlyMap<string, Host> = new Map(
  (Object.keys(productionOrigins) as Host[]).flatMap((host) => [
    [new URL(productionOrigins[host]).hostname, host] as const,
    ...networks.map((network) => [`${network}.${lastBytes[host]}`, host] as const),
  ]),
)

/** The names of the real API, without its addresses. */
export const productionNames: readonly string[] = Object.values(productionOrigins).map((url) => new URL(url).hostname)

/**
 * Which of the two production hosts a name or an address leads to, however it is written; undefined for every other one. Code that
 * has an address in it reaches production as well, past every name that is led elsewhere.
 */
export function productionHost(name: unknown): Host | undefined {
  if (typeof name !== 'string') return undefined
  return hosts.get(
    unmapped(
      name
        .toLowerCase()
        .replace(/^\[|\]$/g, '')
        .replace(/\.+$/, ''),
    ),
  )
}

/** An IPv4 address that is written as one of IPv6 (RFC 4291, 2.5.5.2). */
function unmapped(name: string): string {
  const [, rest] = /^(?:::|(?:0{1,4}:){5})ffff:([0-9a-f.:]+)$/.exec(name) ?? []
  if (rest === undefined || rest.includes('.')) return rest ?? name
  const bytes = rest.split(':').flatMap((part) => [Number.parseInt(part, 16) >> 8, Number.parseInt(part, 16) & 255])
  return bytes.join('.')
}
