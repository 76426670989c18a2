import { setImmediate as soon } from 'node:timers/promises'
import {
  type CallbackId,
  checkCallback,
  redactRequest,
  redactResponse,
  redactUrl,
  type VariantChoices,
} from '../../../contracts/index.js'
import { jsonIn } from '../../../contracts/json.js'
import type { Journal } from '../../record/journal.js'
import type { Log } from '../../record/log.js'
import { createHostGuard, type HostGuard } from './allowed-hosts.js'
import type { CallbackDelivery } from './delivery-shape.js'
import type { Lanes, Place } from './lanes.js'
import { type Attempt, attempt, type CallbackRequestMessage } from './send-request.js'

/** A callback for one mini-app. */
export interface OutgoingCallback {
  readonly miniApp: string
  readonly callback: CallbackId
  readonly request: CallbackRequestMessage & { readonly method: 'GET' | 'POST' }
  /** Its place among those of other processes. */
  readonly place?: Place | undefined
}

/** Sends callbacks: those of one kind and mini-app one after the other, in the order in which they were handed over. */
export interface CallbackSender {
  /** The place of a callback, within the call of the store that leads to it; undefined where no other process sends any. */
  placeFor(miniApp: string, callback: CallbackId): Place | undefined
  /** Resolves when the partner answered, or is known not to; never rejects. */
  send(callback: OutgoingCallback): Promise<CallbackDelivery>
  /** Sends a request that is no callback, such as a browser's preflight; it stands in no journal. */
  probe(miniApp: string, request: CallbackRequestMessage): Promise<Attempt>
  /** Why a URL takes no callback. */
  readonly objectionTo: HostGuard
  /** Says what is odd about a setting, in the log. */
  warn(message: string): void
  /** Lets `settled` wait for work that may send callbacks, of one mini-app or, undefined, of any. */
  track(miniApp: string | undefined, work: Promise<unknown>): void
  /** Resolves when nothing is being sent, for one mini-app or for all. */
  settled(miniApp?: string): Promise<void>
  /** Ends the deliveries of one mini-app, or of all, and forgets those that wait. */
  drop(miniApp?: string): void
  /** Ends every delivery; later ones fail at once. */
  close(): Promise<void>
}

/** What sending needs. */
export interface CallbackSenderOptions {
  readonly journal: Journal
  readonly log: Log
  /** Milliseconds that the partner has to answer. */
  readonly timeout: number
  /** Hosts that callbacks may go to besides near ones; default none. */
  readonly allowedHosts?: readonly string[]
  /** Whether secrets are hidden in the journal. */
  readonly redact: boolean
  readonly variants: VariantChoices
  /** Where other processes share the world. */
  readonly lanes?: Lanes | undefined
}

/** What is under way for one mini-app. */
interface Desk {
  /** The last callback of each kind. */
  readonly lanes: Map<CallbackId, Promise<unknown>>
  readonly underWay: Set<Promise<unknown>>
  ending: AbortController
}

/** The desk of work that concerns all mini-apps; no mini-app has this name. */
const everyMiniApp = ''

/** A sender with nothing under way. */
export function createCallbackSender(options: CallbackSenderOptions): CallbackSender {
  const { journal, log, timeout, lanes } = options
  const objectionTo = createHostGuard(options.allowedHosts ?? [])
  const desks = new Map<string, Desk>()
  let closed = false

  function deskOf(miniApp: string): Desk {
    let desk = desks.get(miniApp)
    if (desk === undefined) {
      desk = { lanes: new Map(), underWay: new Set(), ending: new AbortController() }
      desks.set(miniApp, desk)
    }
    return desk
  }

  function track(name: string | undefined, work: Promise<unknown>): void {
    const miniApp = name ?? everyMiniApp
    const desk = deskOf(miniApp)
    const watched = work.then(
      () => {},
      (error) => log.error(`callbacks failed: ${error instanceof Error ? error.stack : error}`),
    )
    desk.underWay.add(watched)
    watched.then(() => {
      desk.underWay.delete(watched)
      if (desk.underWay.size === 0 && desks.get(miniApp) === desk) desks.delete(miniApp)
    })
  }

  /** Sends it after those callbacks of other processes that come before it. */
  async function deliverInPlace(outgoing: OutgoingCallback, desk: Desk): Promise<CallbackDelivery> {
    const { miniApp, callback, place } = outgoing
    const { signal } = desk.ending
    if (lanes === undefined || place === undefined) return deliver(outgoing, signal)
    const isReached = await lanes.reached(miniApp, callback, place, signal)
    try {
      // Another process has dropped the world of this one; those behind it may be of the next.
      return await deliver(outgoing, isReached || signal.aborted ? signal : AbortSignal.abort('the mock was reset'))
    } finally {
      await lanes.leave(miniApp, callback, place).catch(() => {})
    }
  }

  /** Judges the host once more: settings also come from a state file, a snapshot, or a mock that allowed it. */
  async function guarded(request: CallbackRequestMessage, signal: AbortSignal): Promise<Attempt> {
    const objection = objectionTo(request.url)
    if (objection === undefined) return attempt(request, { timeout, signal })
    return { status: null, body: '', milliseconds: 0, error: `not sent: the URL ${objection.rule}. ${objection.fix}` }
  }

  async function deliver(
    { miniApp, callback, request }: OutgoingCallback,
    signal: AbortSignal,
  ): Promise<CallbackDelivery> {
    const made: Attempt = signal.aborted
      ? { status: null, body: '', milliseconds: 0, error: String(signal.reason) }
      : await guarded(request, signal)
    const { status, milliseconds } = made
    const delivered = status !== null && status >= 200 && status <= 299
    const error = made.error ?? (delivered ? undefined : `the partner answered ${status}; only 2xx counts as taken`)
    const told = { delivered, status, milliseconds, ...(error !== undefined && { error }) }
    const { method, url } = request
    if (status === null && signal.aborted) return { callback, method, url, ...told, journalId: null }
    const sent = { headers: request.headers, body: request.body }
    const answer = jsonIn(made.body, made.body)
    const entry = journal.record({
      kind: 'callback',
      miniApp,
      callback,
      method,
      url: options.redact ? redactUrl(url) : url,
      ...told,
      request: options.redact ? redactRequest(undefined, sent) : sent,
      response: status === null ? null : { body: options.redact ? redactResponse(undefined, answer) : answer },
    })
    const line = `${callback} → ${method} ${redactUrl(url)}: ${error ?? status} (${milliseconds} ms)`
    log[delivered ? 'info' : 'warn']({ callback, miniApp, status, milliseconds }, line)
    return { callback, method, url, ...told, journalId: await unless(signal, journal.idOf(entry)) }
  }

  return {
    placeFor: (miniApp, callback) => lanes?.take(miniApp, callback),
    send(outgoing) {
      const { miniApp, callback } = outgoing
      reportViolations(outgoing)
      const desk = deskOf(miniApp)
      if (closed) desk.ending.abort('the mock was closed')
      const before = desk.lanes.get(callback)?.catch(() => {}) ?? Promise.resolve()
      const delivery = before.then(() => deliverInPlace(outgoing, desk))
      desk.lanes.set(callback, delivery)
      track(miniApp, delivery)
      return delivery
    },
    probe(miniApp, request) {
      const { signal } = deskOf(miniApp).ending
      const probing = guarded(request, signal)
      track(miniApp, probing)
      return probing
    },
    objectionTo,
    warn: (message) => log.warn(message),
    track,
    async settled(miniApp) {
      const busy = () =>
        [...desks].flatMap(([name, { underWay }]) =>
          miniApp === undefined || name === miniApp || name === everyMiniApp ? [...underWay] : [],
        )
      for (let work = busy(); work.length > 0; work = busy()) await Promise.all(work)
    },
    drop(miniApp) {
      for (const [name, desk] of desks) {
        if (miniApp !== undefined && name !== miniApp) continue
        desk.ending.abort('the mock was reset')
        desks.delete(name)
      }
    },
    async close() {
      closed = true
      const all = [...desks.values()]
      for (const desk of all) desk.ending.abort('the mock was closed')
      await Promise.all(all.flatMap((desk) => [...desk.underWay]))
    },
  }

  /** What we send and Toss would not is a bug of the mock. */
  function reportViolations({ callback, request }: OutgoingCallback): void {
    const { method, headers, body } = request
    const query = Object.fromEntries(new URL(request.url).searchParams)
    for (const { message } of checkCallback(callback, { method, headers, query, body }, options.variants)) {
      log.error({ callback }, `a bug of this mock: ${callback} breaks the contract: ${message}`)
    }
  }
}

/** What comes, or null where it is over before: who gives the ids may be away. */
function unless(ending: AbortSignal, coming: Promise<number | null>): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const end = () => void soon().then(() => resolve(null))
    ending.addEventListener('abort', end)
    if (ending.aborted) end()
    coming.then(resolve, reject).finally(() => ending.removeEventListener('abort', end))
  })
}
