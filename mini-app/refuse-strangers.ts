import type { IncomingMessage } from 'node:http'
import { isOwnHost, notOwnHost } from '../mock-server/control/refuse-web-pages.js'

/** Who may use the handler besides pages of this machine's own servers. */
export interface GuardOptions {
  /** Names by which the server may be called, besides those of this machine. */
  readonly allowedHosts?: readonly string[]
  /** Lets other machines of the network in: a phone that opens the page of a dev server. Default false. */
  readonly lan?: boolean
}

/** Why a request is refused. */
export interface Refusal {
  readonly status: 403 | 415
  readonly message: string
  readonly fix: string
}

/**
 * Whoever reaches this handler can log users in and pay for them. So it answers only pages that this very server delivered
 * (`Sec-Fetch-Site`, `Origin`), called by a name that nobody else can point at this machine (`Host`), from this machine, and with a
 * content type that a page cannot send elsewhere unasked.
 */
export function refuseStranger(
  request: IncomingMessage,
  { allowedHosts = [], lan = false }: GuardOptions,
): Refusal | undefined {
  const { headers, socket, method } = request
  const peer = socket.remoteAddress ?? ''
  if (!lan && !isLoopback(peer)) {
    return refused(`the request came from ${peer}, another machine`, 'Set lan: true to let other machines in.')
  }
  const host = headers.host ?? (headers[':authority'] as string | undefined)
  if (!isOwnHost(host, allowedHosts)) {
    return refused(notOwnHost(host), 'Call it by 127.0.0.1 or localhost, or name it in allowedHosts.')
  }
  const { origin, 'sec-fetch-site': site } = headers
  const isSameOrigin =
    origin === undefined || (/^https?:\/\//.test(origin) && origin.replace(/^https?:\/\//, '') === host)
  if (!isSameOrigin || (site !== undefined && site !== 'same-origin')) {
    return refused(`a page of another origin (${origin ?? site}) may not use it`, 'Only pages of this server may.')
  }
  if (method === 'POST' && !/^application\/json\s*(?:;|$)/i.test(headers['content-type'] ?? '')) {
    const message = `the body came as ${headers['content-type'] ?? 'no Content-Type'}`
    return { status: 415, message, fix: 'Send Content-Type: application/json.' }
  }
  return undefined
}

const refused = (message: string, fix: string): Refusal => ({ status: 403, message, fix })

/** 127.0.0.0/8 and ::1, also as IPv6 writes the former. */
export function isLoopback(address: string): boolean {
  return /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(address) || address === '::1'
}
