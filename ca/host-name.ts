import { BlockList, isIP } from 'node:net'
import { CodedError } from '../errors/index.js'

/**
 * What the authority may vouch for, written into its certificate as name constraints (RFC 5280, 4.2.1.10). A DNS name
 * permits itself and every name below it. Somebody who trusts the authority thus trusts it for nothing else.
 */
export const permittedNames = {
  dns: ['localhost', 'toss.im', 'host.docker.internal'],
  /** Address and mask, as the extension carries them. */
  ip: [
    { text: '127.0.0.0/8', hex: '7f000000ff000000' },
    { text: '::1', hex: `${'0'.repeat(31)}1${'f'.repeat(32)}` },
  ],
} as const

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
  } else if (hostName.test(lower) && permittedNames.dns.some((base) => lower === base || lower.endsWith(`.${base}`))) {
    return lower
  }
  throw new CodedError(
    'ERR_INVALID_OPTION',
    `hostNames: the certificate authority may not vouch for ${JSON.stringify(name)}. Its name constraints permit only ` +
      `${permittedNames.dns.join(', ')}, names below these, and ${permittedNames.ip.map((ip) => ip.text).join(' and ')}, ` +
      'so that trusting it gives away nothing else.',
    { fix: 'Use localhost, 127.0.0.1, ::1, or a name below localhost such as my-host.localhost.' },
  )
}
