import { productionHost, productionOrigins } from '../contracts/index.js'
import { CodedError } from '../errors/index.js'

/**
 * Whether a URL leads to Toss: by its host name, whatever that resolves to here and whatever proxy stands in between, or
 * by one of the addresses of production.
 */
export function isTossHost(url: URL): boolean {
  const host = url.hostname.toLowerCase().replace(/\.+$/, '')
  return host === 'toss.im' || host.endsWith('.toss.im') || productionHost(host) !== undefined
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
