import type { IncomingHttpHeaders } from 'node:http'

/** The headers for the other server, which sees itself called by its own name, as by a browser without a phone. */
export function forwarded(headers: IncomingHttpHeaders, { origin, host }: URL): IncomingHttpHeaders {
  const own = `http://${headers.host}`
  const asTheirs = (value: string) => (isBelow(value, own) ? origin + value.slice(own.length) : value)
  return {
    ...withoutHopByHop(headers),
    host,
    'accept-encoding': 'identity',
    ...(headers.origin !== undefined && { origin: asTheirs(headers.origin) }),
    ...(headers.referer !== undefined && { referer: asTheirs(headers.referer) }),
  }
}

/** Headers of an answer, with addresses and cookies of the other server made those of the phone. */
export function readdressed(
  headers: IncomingHttpHeaders,
  { origin, hostname }: URL,
  ownHost: string,
): IncomingHttpHeaders {
  const kept = withoutHopByHop(headers)
  const { location, 'set-cookie': cookies } = kept
  if (location !== undefined && isBelow(location, origin))
    kept.location = `http://${ownHost}${location.slice(origin.length)}`
  if (cookies !== undefined) kept['set-cookie'] = cookies.map((cookie) => withoutDomain(cookie, hostname))
  return kept
}

function isBelow(url: string, origin: string): boolean {
  return url === origin || url.startsWith(`${origin}/`)
}

/** Headers that are about one connection, not about the message (RFC 9110, 7.6.1). */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

export function withoutHopByHop(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase())
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !hopByHop.includes(name) && !named.includes(name)),
  )
}

function withoutDomain(cookie: string, name: string): string {
  return cookie.replace(/;\s*domain\s*=\s*\.?([^;]*)/gi, (attribute, domain: string) =>
    domain.trim().toLowerCase() === name ? '' : attribute,
  )
}
