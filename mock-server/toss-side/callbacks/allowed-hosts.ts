import { BlockList, isIP } from 'node:net'
import { domainToASCII } from 'node:url'
import { productionHost } from '../../../contracts/production-hosts.js'

/** Why a URL takes no callback, and what to do. */
export interface HostObjection {
  /** Behind the name of the field: `leads to …`. */
  readonly rule: string
  readonly fix: string
}

/** Judges where a callback may go; undefined where it may. */
export type HostGuard = (url: string) => HostObjection | undefined

const nearAddresses = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 32],
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  nearAddresses.addSubnet(network, prefix, 'ipv4')
}
nearAddresses.addAddress('::', 'ipv6')
nearAddresses.addAddress('::1', 'ipv6')
nearAddresses.addSubnet('fc00::', 7, 'ipv6')

/** Names that no public DNS has (RFC 6761, RFC 6762, and `internal`, which ICANN keeps free). */
const nearNames = /(?:^|\.)(?:localhost|test|invalid|local|internal)$/

/**
 * Callbacks tell of what never happened, so they stay on this machine and in private networks; a name without a dot is that of a
 * container. Every other host has to be allowed by name, and production itself cannot be.
 */
export function createHostGuard(allowedHosts: readonly string[]): HostGuard {
  // As a URL has them; an IPv6 address is none to this function.
  const allowed = new Set(allowedHosts.map((name) => domainToASCII(name) || name.toLowerCase()))
  return (url) => {
    const name = new URL(url).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
    if (productionHost(name) !== undefined) {
      return {
        rule: `leads to ${name}, which is production: the mock never calls it`,
        fix: 'Name your own server, which is to take the callback.',
      }
    }
    if (isNear(name) || allowed.has(name)) return undefined
    return {
      rule: `leads to ${name}, which is neither this machine nor in a private network, and would take made-up events for real ones`,
      fix: `Name a server on this machine. If the events may go to ${name}, allow it: --callback-allow-host ${name}, or callbackAllowHosts in process.`,
    }
  }
}

function isNear(name: string): boolean {
  const family = isIP(name)
  if (family !== 0) return nearAddresses.check(name, family === 4 ? 'ipv4' : 'ipv6')
  return !name.includes('.') || nearNames.test(name)
}
