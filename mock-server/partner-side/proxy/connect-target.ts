/** Where a client wants to be connected to: the target of a CONNECT (RFC 9110, 9.3.6). */
export interface Target {
  /** A name in lower case without a trailing dot, or an address without brackets. */
  readonly host: string
  readonly port: number
}

/** The only port on which the real API is served. */
export const apiPort = 443

/** Reads `host:port` or `[address]:port`; undefined for anything else. */
export function readTarget(text: string | undefined): Target | undefined {
  const [, bracketed, plain, digits] = /^(?:\[([0-9a-f:.]{2,45})\]|([\w.-]{1,253})):(\d{1,5})$/i.exec(text ?? '') ?? []
  const port = Number(digits)
  const host = (bracketed ?? plain ?? '').toLowerCase().replace(/\.$/, '')
  return host === '' || port < 1 || port > 65535 ? undefined : { host, port }
}

/** The target as it stands in a CONNECT. */
export function authorityOf({ host, port }: Target): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
