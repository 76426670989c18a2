import type { IncomingHttpHeaders } from 'node:http'
import { isIP } from 'node:net'

/** Why a request may not use the control API. */
export interface Refusal {
  readonly status: 403 | 415
  readonly message: string
  readonly fix: string
}

const localNames = new Set(['localhost', 'host.docker.internal'])

/**
 * Keeps web pages away from the control API. A page of another origin is known by its `Origin` (or `Sec-Fetch-Site`), and
 * one that had its own name resolve to this machine (DNS rebinding) by its `Host`. A body must be JSON, which a page
 * cannot send elsewhere without asking first, and it is never told yes: there are no CORS headers.
 */
export function refuseForeign(
  request: { readonly method: string; readonly headers: IncomingHttpHeaders },
  allowedHosts: readonly string[],
): Refusal | undefined {
  const { host, origin } = request.headers
  if (!isOwnHost(host, allowedHosts)) {
    return {
      status: 403,
      message: notOwnHost(host),
      fix: 'Call the control API by 127.0.0.1 or localhost; further names are allowed with --control-allow-host.',
    }
  }
  const site = request.headers['sec-fetch-site']
  const foreignSite = site !== undefined && site !== 'same-origin' && site !== 'none'
  if ((origin !== undefined && origin !== `http://${host}`) || foreignSite) {
    return {
      status: 403,
      message: `a web page of another origin (${origin ?? site}) may not use the control API`,
      fix: 'Call it from a program or from the terminal.',
    }
  }
  const { 'content-type': contentType, 'content-length': length } = request.headers
  const hasBody = (length !== undefined && length !== '0') || request.headers['transfer-encoding'] !== undefined
  if (hasBody && !/^application\/json\s*(?:;|$)/i.test(contentType ?? '')) {
    return {
      status: 415,
      message: `the body came as ${contentType ?? 'no Content-Type'}`,
      fix: "Send Content-Type: application/json (curl: -H 'content-type: application/json').",
    }
  }
  return undefined
}

/** Whether a `Host` header names this machine, so that a page of a name that was led here (DNS rebinding) is known. */
export function isOwnHost(host: string | undefined, allowedHosts: readonly string[]): host is string {
  const name = hostName(host)
  return name !== undefined && isAllowed(name, allowedHosts)
}

export function notOwnHost(host: string | undefined): string {
  return `the Host header ${JSON.stringify(host ?? '')} is not a name of this machine`
}

function hostName(host: string | undefined): string | undefined {
  if (host === undefined || !/^[\w.:[\]-]+$/.test(host)) return undefined
  try {
    return new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, '').toLowerCase()
  } catch {
    return undefined
  }
}

/** An IP address cannot be rebound: the page that uses it has that very address as its origin. */
function isAllowed(name: string, allowedHosts: readonly string[]): boolean {
  return isIP(name) !== 0 || localNames.has(name) || name.endsWith('.localhost') || allowedHosts.includes(name)
}
