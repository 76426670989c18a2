import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import { isIP } from 'node:net'
import { Transform, type TransformCallback } from 'node:stream'
import { type Admission, admitInMetaTags, admitPageScript } from './content-security-policy.js'

/** Puts the page script's tag into the beginning of a document, first in its head. */
export type Inject = (html: string) => string

/** What a document is served with. */
export interface PreparedDocument {
  /** The page's own policies, which let the page script through. */
  readonly policies: Readonly<Record<string, string>>
  /** From the page's own text to that with the page script. */
  readonly injection: Transform
}

const policyHeaders = ['content-security-policy', 'content-security-policy-report-only']

/** Whether an answer is a document that a browser shows, and not a picture, a part of one, or nothing at all. */
export function isDocument(request: IncomingMessage, status: number, contentType: string | undefined): boolean {
  if (!/^\s*(text\/html|application\/xhtml\+xml)\s*(;|$)/i.test(contentType ?? '')) return false
  const destination = request.headers['sec-fetch-dest']
  return ![204, 206, 304].includes(status) && (destination === undefined || shown.has(String(destination)))
}

/** `empty` is a script's fetch: a service worker hands pages on that way. */
const shown = new Set(['document', 'iframe', 'frame', 'embed', 'object', 'empty'])

/**
 * Makes a document one that begins with the page script.
 *
 * @param headers of the answer, of which the policies are read
 */
export function prepareDocument(
  request: IncomingMessage,
  headers: OutgoingHttpHeaders,
  inject: Inject,
): PreparedDocument {
  const admission = admissionOf(request)
  const policies: Record<string, string> = {}
  let nonce: string | undefined
  for (const name of policyHeaders) {
    const list = headers[name]
    if (list === undefined) continue
    const admitted = admitPageScript(String(list), { ...admission, nonce })
    policies[name] = admitted.policy
    nonce = admitted.nonce
  }
  const withNonce: Inject =
    nonce === undefined ? inject : (html) => inject(html).replace(tag, `<script nonce="${nonce}" `)
  const changed: Inject = (head) => withNonce(admitInMetaTags(head, { ...admission, nonce }))
  const fetched = request.headers['sec-fetch-dest'] === 'empty'
  return { policies, injection: injectIntoHead((head) => (fetched && !isWhole(head) ? head : changed(head))) }
}

/** What a script fetches as HTML is most often a piece, to be put into its page. */
const isWhole = (head: string) => /<!doctype\s+html|<html[\s>]/i.test(head.slice(0, 4096))

/** Our own tag; nothing else in a page has this address. */
const tag = /<script (?=src="\/__apps-in-toss-mock\/)/

/** A policy can name of all addresses only 127.0.0.1 (CSP 3, 6.7.2.7). */
function admissionOf({ headers, socket }: IncomingMessage): Admission {
  const host = headers.host ?? headers[':authority']
  const address = `${'encrypted' in socket ? 'https' : 'http'}://${host}`
  const { hostname, origin } = URL.canParse(address) ? new URL(address) : nowhere
  const canBeNamed = hostname === '127.0.0.1' || (isIP(hostname.replace(/^\[|\]$/g, '')) === 0 && hostname !== '')
  const source = canBeNamed ? `${origin}/__apps-in-toss-mock/` : "'self'"
  return { origin, source, socket: source.replace(/^http/, 'ws') }
}

/** A request that does not say by which name it came. */
const nowhere = { hostname: '', origin: 'http://' } as const

/** More than a head is long; what follows goes through untouched. */
const headBound = 512 * 1024

/**
 * Holds a document back until its head is there, changes that, and lets the rest through as it comes. What is put in is
 * ASCII, and bytes are read as characters one by one: whatever encoding the page has that contains ASCII, it keeps.
 */
function injectIntoHead(change: (head: string) => string): Transform {
  let head: string | undefined = ''
  const changed = (text: string) => Buffer.from(change(text), 'latin1')
  return new Transform({
    transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
      if (head === undefined) return done(null, chunk)
      head += chunk.toString('latin1')
      if (head.length < headBound && !/<\/head\s*>|<body[\s>]/i.test(head)) return done()
      const whole = head
      head = undefined
      done(null, changed(whole))
    },
    flush(done: TransformCallback) {
      done(null, head === undefined || head === '' ? undefined : changed(head))
    },
  })
}
