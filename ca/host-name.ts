import { BlockList, isIP } from 'node:net'
import { CodedError } from '../errors/index.js'
import { permittedNames } from './name-constraints.js'

/** The names that every server certificate carries: this machine, Docker's name for it, and both hosts of the real API. */
export const defaultHostNames = [
  'localhost',
  '127.0.0.1',
  '::1',
  'host.docker.internal',
  'apps-in-toss-api.toss.im',
  'pay-apps-in-toss-api.toss.im',
] as const

const hostName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/

/**
 * The names of a server certificate: the default ones, then the extra ones, each once, in lower case.
 *
 * @throws CodedError `ERR_INVALID_OPTION` for a name that the authority may not vouch for
 */
export function serverHostNames(extra: readonly string[] = []): string[] {
  return [...new Set([...defaultHostNames, ...extra.map(checkHostName)])]
}

/** Whether a name is written as an address. Not `net.isIP`, whose pattern takes 4 ms to compile: a tenth of a start. */
export function isAddress(name: string): boolean {
  return name.includes(':') || /^[0-9.]+$/.test(name)
}

function loopbackAddress(address: string): string | undefined {
  const loopback = new BlockList()
  loopback.addSubnet('127.0.0.0', 8)
  loopback.addAddress('::1', 'ipv6')
  const version = isIP(address)
  if (version === 4 && loopback.check(address)) return address
  if (version === 6 && loopback.check(address, 'ipv6')) return '::1'
  return undefined
}

function checkHostName(name: string): string {
  const lower = String(name).toLowerCase()
  if (isAddress(lower)) {
    const address = loopbackAddress(lower)
    if (address) return address
  } else if (hostName.test(lower) && permittedNames.some((base) => lower === base || lower.endsWith(`.${base}`))) {
    return lower
  }
  throw new CodedError(
    'ERR_INVALID_OPTION',
    `hostNames: the certificate authority does not vouch for ${JSON.stringify(name)}, only for ` +
      `${permittedNames.join(', ')}, names below these, 127.0.0.0/8 and ::1, so that trusting it gives away nothing else.`,
    { fix: 'Use localhost, 127.0.0.1, ::1, or a name below localhost such as my-host.localhost.' },
  )
}
