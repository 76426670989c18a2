import type { ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { html } from '../../mock-server/control/reference/html.js'

/** Answers with a sentence, as a small page: what a person sees who opened an address. */
export function answerText(
  response: ServerResponse,
  status: number,
  text: string,
  { retry = false, headers = {} }: { readonly retry?: boolean; readonly headers?: Record<string, string> } = {},
): void {
  const page = html`<!doctype html>
<meta charset="utf-8">
<title>apps-in-toss-mock</title>
${retry && html`<meta http-equiv="refresh" content="2">`}
<p>apps-in-toss-mock: ${text}</p>
`
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'",
    'cache-control': 'no-store',
    ...headers,
  })
  response.end(page.html)
}

/** Milliseconds that a caller has to read its refusal and close. */
const patience = 1_000

/**
 * Closes a connection of which its HTTP server has let go, once it was answered. Nobody else reads on from it, and so nobody would
 * see that the caller closes, or that it never does.
 */
export function closeSoon(socket: Duplex): void {
  socket.resume()
  const timer = setTimeout(() => socket.destroy(), patience).unref()
  socket.once('close', () => clearTimeout(timer))
}

/** The same to whoever wanted a web socket. */
export function refuseUpgrade(socket: Duplex, status: string, text: string): void {
  if (socket.destroyed) return
  socket.on('error', () => socket.destroy())
  closeSoon(socket)
  const body = `apps-in-toss-mock: ${text}\n`
  const head = `Content-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close`
  socket.end(`HTTP/1.1 ${status}\r\n${head}\r\n\r\n${body}`)
}
