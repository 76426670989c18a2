import { setTimeout as pause } from 'node:timers/promises'
import { openCredentials } from '../../client/credentials.js'
import { diagnose } from '../../client/diagnose.js'
import { readOptions } from '../../client/options.js'
import { type Operation, operation } from '../../contracts/index.js'
import { CodedError } from '../../errors/index.js'
import { isAnswer, keepAlive, type Reply, send, type WireRequest } from '../connection.js'
import type { Notebook } from '../notebook.js'
import type { ResolvedOptions } from '../options.js'
import { readAnswer } from '../read-answer.js'
import type { Tally } from '../tally.js'
import { invent } from './invented.js'
import type { SafeProbe, SafeRequest } from './probe.js'
import { safeProbes } from './probes.js'
import { type TlsProbe, tlsProbes, tryHandshake } from './tls.js'

/** Everything that the safe set does, in order: handshakes and requests. */
export interface SafePlan {
  readonly handshakes: readonly TlsProbe[]
  readonly probes: readonly SafeProbe[]
  /** How many connections and requests at most, repetitions after a lost connection included. */
  readonly requests: number
}

/** How often a lost connection is tried again, in all. */
const repetitions = 2

/** After this number of requests in a row without an answer the server counts as gone. */
const patience = 3

/** What would be sent with these options. */
export function planSafeSet({ baseUrl, payBaseUrl, only, userKey }: ResolvedOptions): SafePlan {
  const payUrl = payBaseUrl.origin === baseUrl.origin ? undefined : baseOf(payBaseUrl)
  const handshakes = only.has('tls') ? tlsProbes(baseOf(baseUrl), payUrl) : []
  const probes = safeProbes(invent(), userKey).filter(({ area }) => only.has(area))
  return { handshakes, probes, requests: handshakes.length + probes.length + repetitions }
}

/** Why the safe set was cut short; undefined where it was done to the end. */
export type CutShort = string | undefined

/**
 * Sends the safe set, one request after the other.
 *
 * @throws CodedError `ERR_VERIFY_UNREACHABLE` where the first request to a host gets no answer
 */
export async function runSafeSet(
  { handshakes, probes }: SafePlan,
  options: ResolvedOptions,
  notebook: Notebook,
  tally: Tally,
): Promise<CutShort> {
  const { identity, ca, pace, timeout, userKey, onProgress } = options
  const agent = keepAlive(1)
  const reached = new Set<string>()
  const hide = userKey === undefined ? [] : [userKey]
  let left = repetitions
  let silent = 0

  const exchange = async (wire: WireRequest): Promise<Reply> => {
    const reply = await send(wire, { identity, ca, agent, timeout })
    if (isAnswer(reply) || left === 0 || reply.code === 'TIMEOUT' || !reached.has(new URL(wire.url).origin))
      return reply
    left--
    return send(wire, { identity, ca, timeout })
  }

  try {
    for (const [index, probe] of probes.entries()) {
      if (index > 0) await pause(pace)
      onProgress(`${probe.area}: ${probe.request.operation ?? probe.request.path}: ${probe.sends}`)
      const wire = wireOf(probe.request, options)
      const reply = await exchange(wire)
      const { origin } = new URL(wire.url)
      if (isAnswer(reply)) {
        noteConnection(reply.protocol, notebook, reached.has(origin))
        reached.add(origin)
        silent = 0
      } else {
        if (!reached.has(origin)) throw await unreachable(origin, reply, options)
        silent++
      }
      const answer = readAnswer(operationOf(probe.request), reply, hide)
      tally.count(answer)
      probe.judge(answer, notebook)
      if (answer.errorCode === '4095') return `the server asked to wait (4095) after ${index + 1} requests`
      if (silent === patience) return `${patience} requests in a row got no answer`
    }
    for (const probe of handshakes) {
      await pause(pace)
      onProgress(`tls: ${probe.sends}`)
      await tryHandshake(probe, { own: identity, ca, timeout }, notebook)
    }
    return undefined
  } finally {
    agent.destroy()
  }
}

/** A probe's request with everything filled in. */
export function wireOf(
  request: SafeRequest,
  { baseUrl, payBaseUrl }: Pick<ResolvedOptions, 'baseUrl' | 'payBaseUrl'>,
): WireRequest {
  const { operation: id, json, text, headers = {} } = request
  const known: Operation | undefined = id === undefined ? undefined : operation(id)
  const host = request.host ?? known?.host ?? 'api'
  const path = request.path ?? known?.path ?? '/'
  const hasType = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')
  return {
    method: request.method ?? known?.method ?? 'GET',
    url: `${baseOf(host === 'pay' ? payBaseUrl : baseUrl)}${path}`,
    headers: { ...(json !== undefined && !hasType && { 'Content-Type': 'application/json' }), ...headers },
    body: json === undefined ? text : JSON.stringify(json),
  }
}

/** The operation whose contract the answer must keep: none where the method is wrong. */
function operationOf({ operation: id, method }: SafeRequest) {
  return id !== undefined && (method === undefined || method === operation(id).method) ? id : undefined
}

function baseOf(url: URL): string {
  return `${url.origin}${url.pathname.replace(/\/$/, '')}`
}

function noteConnection(protocol: string | undefined, notebook: Notebook, isKnown: boolean): void {
  if (isKnown) return
  notebook.note('tls/server-certificate', 'trusted, and for this host')
  const seen = `the server chose ${protocol}`
  const rule = { field: 'handshake', expected: 'TLSv1.3', holds: protocol === 'TLSv1.3' }
  notebook.holds('tls/version-1.3', seen, rule)
}

async function unreachable(
  origin: string,
  reply: Exclude<Reply, { status: number }>,
  { identity, ca, baseUrl }: ResolvedOptions,
): Promise<CodedError> {
  const { current } = openCredentials(readOptions({ ...identity, ca, baseUrl }))
  const { hint, fix } = diagnose({
    error: reply.error,
    origin,
    certificate: current.info,
    written: false,
    serverSpoke: reply.serverSpoke,
    established: false,
    accepted: false,
  })
  const advice = fix ?? 'Check the base URL, the certificate and the network, for example with doctor.'
  return new CodedError('ERR_VERIFY_UNREACHABLE', `nothing could be verified. ${hint}`, {
    fix: advice,
    cause: reply.error,
  })
}
