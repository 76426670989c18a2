import { operation } from '../../contracts/index.js'
import { isAnswer, type Reply, type SendOptions, send } from '../connection.js'
import { difference } from '../difference.js'
import type { Notebook } from '../notebook.js'
import type { Identity, TlsVersion } from '../secure-context.js'

/** A handshake that is tried, and what should become of it. */
export interface TlsProbe {
  readonly sends: string
  readonly harmless: string
  readonly url: string
  readonly version: TlsVersion
  readonly certificate: 'own' | 'none' | 'foreign'
  /** The behaviour that it shows. */
  readonly id: string
  /** `answer`: an HTTP reply; a number: a refusal with this alert; `refused`: any refusal. */
  readonly expected: 'answer' | 'refused' | number
}

const { path } = operation('login.loginMe')
const inHandshake = 'the handshake fails, or login-me is asked without a token'

/** The handshakes of the safe set. `payUrl`: where it is another host than `baseUrl`. */
export function tlsProbes(baseUrl: string, payUrl: string | undefined): TlsProbe[] {
  const probe = (given: Omit<TlsProbe, 'harmless' | 'url'> & { url?: string }): TlsProbe => {
    return { harmless: inHandshake, url: `${baseUrl}${path}`, ...given }
  }
  const without = (version: 'TLSv1.2' | 'TLSv1.3', alert: number, url = baseUrl) =>
    probe({
      sends: `no client certificate, over TLS ${version.slice(-3)}`,
      version,
      certificate: 'none',
      id: `tls/no-certificate-${version.slice(-3)}`,
      expected: alert,
      url: `${url}${path}`,
    })
  return [
    without('TLSv1.3', 116),
    without('TLSv1.2', 40),
    ...(payUrl === undefined ? [] : [without('TLSv1.3', 116, payUrl)]),
    probe({
      sends: 'a client certificate of an authority made for this',
      version: 'TLSv1.3',
      certificate: 'foreign',
      id: 'tls/foreign-certificate',
      expected: 'refused',
    }),
    probe({
      sends: 'the client certificate, over TLS 1.2',
      version: 'TLSv1.2',
      certificate: 'own',
      id: 'tls/version-1.2',
      expected: 'answer',
    }),
    probe({
      sends: 'the client certificate, over TLS 1.1',
      version: 'TLSv1.1',
      certificate: 'own',
      id: 'tls/version-1.1',
      expected: 'refused',
    }),
  ]
}

/** Tries one handshake, with a GET of login-me where it succeeds. */
export async function tryHandshake(
  probe: TlsProbe,
  options: Omit<SendOptions, 'identity' | 'version'> & { readonly own: Identity },
  notebook: Notebook,
): Promise<void> {
  const { version, certificate, url } = probe
  const { own, ...rest } = options
  const identity = certificate === 'own' ? own : certificate === 'none' ? undefined : await foreignIdentity()
  const reply = await send({ method: 'GET', url }, { ...rest, identity, version })
  judgeHandshake(probe, reply, notebook)
}

let foreign: Promise<Identity> | undefined

/** A certificate that no server can know: its authority is made here, once per process, and is never written anywhere. */
function foreignIdentity(): Promise<Identity> {
  foreign ??= makeForeignIdentity().catch((error: unknown) => {
    foreign = undefined
    throw error
  })
  return foreign
}

async function makeForeignIdentity(): Promise<Identity> {
  const { createAuthority } = await import('../../ca/index.js')
  const authority = await createAuthority()
  return authority.issueClientCertificate({ appName: 'verify-foreign-certificate', key: authority.key })
}

const unreachable = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'TIMEOUT'])
const notOffered = /NO_PROTOCOLS_AVAILABLE|NO_CIPHERS_AVAILABLE|NO_CIPHER_MATCH|ERR_TLS_INVALID_PROTOCOL/

/** What became of a handshake, compared with what should have. */
export function judgeHandshake(
  { id, expected, version }: Pick<TlsProbe, 'id' | 'expected' | 'version'>,
  reply: Reply,
  notebook: Notebook,
): void {
  if (isAnswer(reply) || reply.answerBegun) {
    const what = isAnswer(reply) ? `HTTP ${reply.status} over ${reply.protocol}` : `HTTP, and ${reply.error.message}`
    const seen = `accepted: ${what}`
    const rule = { field: 'handshake', rule: 'refused', expected: 'no HTTP reply', got: seen }
    notebook.note(id, seen, expected === 'answer' ? [] : [difference({ ...rule, cause: `handshake ${cause(id)}` })])
    return
  }
  const { code, alert, error } = reply
  const obstacle = unreachable.has(code)
    ? `no connection came about (${code})`
    : notOffered.test(`${code} ${error.message}`)
      ? `this Node does not offer ${version} (${code})`
      : undefined
  if (obstacle !== undefined) {
    notebook.cannot(id, obstacle)
    return
  }
  const seen = alert === undefined ? `refused: the connection was closed (${code})` : `refused with alert ${alert}`
  if (expected === 'answer') {
    const rule = { field: 'handshake', rule: 'accepted', expected: 'an HTTP reply', got: seen }
    notebook.note(id, seen, [difference({ ...rule, cause: `handshake ${id}` })])
    return
  }
  const isAsSaid = expected === 'refused' || alert === expected
  const rule = { field: 'handshake', rule: 'alert', expected: `alert ${expected}`, got: seen }
  notebook.note(id, seen, isAsSaid ? [] : [difference({ ...rule, cause: `alert ${id} ${seen}` })])
}

/** Whether a certificate is demanded does not depend on the version. */
function cause(id: string): string {
  return id.replace(/-1\.[23]$/, '')
}
