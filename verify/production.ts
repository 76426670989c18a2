import { productionOrigins } from '../contracts/index.js'
import { CodedError } from '../errors/index.js'

/** The addresses behind the production hosts, as docs/api-facts.md has them. */
const productionAddresses = new Set(
  ['117.52.3', '211.115.96', '106.249.5'].flatMap((network) => [192, 195].map((host) => `${network}.${host}`)),
)

/**
 * Whether a URL leads to Toss: by its host name, whatever that resolves to here and whatever proxy stands in between, or
 * by one of the addresses of production.
 */
export function isTossHost(url: URL): boolean {
  const host = url.hostname.toLowerCase().replace(/\.+$/, '')
  const mapped = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(host)
  const bytes = mapped?.slice(1).flatMap((part) => [Number.parseInt(part, 16) >> 8, Number.parseInt(part, 16) & 255])
  return host === 'toss.im' || host.endsWith('.toss.im') || productionAddresses.has(bytes?.join('.') ?? host)
}

/**
 * Keeps everything away from Toss until it was said that it is meant.
 *
 * @throws CodedError `ERR_PRODUCTION_REFUSED`
 */
export function guardProduction(
  urls: readonly URL[],
  { confirmed, requests }: { confirmed: boolean; requests: number },
): void {
  const toss = urls.find(isTossHost)
  if (toss === undefined || confirmed) return
  throw new CodedError(
    'ERR_PRODUCTION_REFUSED',
    `${toss.hostname} is production: ${requests} requests at most would be sent with your certificate`,
    { fix: 'Look at them with --plan, then run it again with --yes-production.' },
  )
}

/** The origin of Toss Pay that goes with a base URL. */
export function payOriginFor(baseUrl: URL): string {
  return baseUrl.origin === productionOrigins.api ? productionOrigins.pay : baseUrl.origin
}
