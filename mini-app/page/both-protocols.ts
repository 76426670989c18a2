import { config } from './config.js'
import { type Emitter, page, refresh, setGlobals } from './globals.js'
import { showPrompts } from './sheet.js'
import { type AppError, hear, type Line, later, listen, newId, send } from './transport.js'

/** How the page hears what becomes of what it asked, in the words of its protocol. */
interface Listener {
  event(value: unknown): void
  error(error: AppError): void
  /** What an unhandled rejection means now. */
  unhandled?: string | undefined
  deaf(): void
}

type Message =
  | { type: 'method' | 'addEventListener' | 'removeEventListener'; functionName: string; eventId: string; args: never }
  | {
      type: string
      functionName?: undefined
      bridgeId: string
      body: { method: string; eventId: string; args: never[] }
    }

const listeners = new Map<string, Listener>()
const calls = new Map<string, Promise<unknown>>()
const told = new Set<string>()
const say = (level: 'info' | 'warn' | 'error', text: string | undefined) => {
  if (text === undefined || told.has(text)) return
  told.add(text)
  console[level](`[apps-in-toss-mock] ${text}`)
}

function onLine(line: Line): void {
  const { id, after, prompts, A, B } = line
  say('warn', line.warning)
  if (prompts) showPrompts(prompts)
  if (A && B) refresh(A, B)
  const pending = after && calls.get(after)
  if (pending) pending.then(() => deliver(line))
  else if (id) deliver(line)
}

/** Hears lines until the returned function is called. */
const listenIn = () => hear((lines) => lines.forEach(onLine), onLost)

/** The server is gone, or was started anew: nobody will tell anything any more. */
function onLost(error: AppError): void {
  say('error', error.message)
  for (const [id, listener] of [...listeners]) {
    forget(id)
    listener.error(lost(error))
  }
}

const lost = ({ message }: AppError): AppError => ({ name: 'Error', code: 'PHONE_UNREACHABLE', message })

function deliver(line: Line): void {
  const { id, event, error, end, unhandled } = line
  const listener = listeners.get(id as string)
  if (!listener) return
  if (error || 'event' in line) listener.unhandled = unhandled
  if (error) listener.error(error)
  else if ('event' in line) listener.event(event ?? undefined)
  if (end) forget(id as string)
}

function forget(id: string): void {
  listeners.get(id)?.deaf()
  listeners.delete(id)
}

/** A call that takes long may wait for the user, who is to be asked here. */
const patience = 150

function call(
  protocol: 'A' | 'B',
  name: string,
  args: unknown,
  resolve: (value: unknown) => void,
  reject: (error: AppError) => void,
) {
  const id = newId()
  let deaf: (() => void) | undefined
  const slow = later(() => {
    deaf = listenIn()
  }, patience)
  const answered = send('calls', { protocol, name, args, id })
    .catch((error) => ({ error: error.code ? error : lost(error) }))
    .then((outcome: { value?: unknown; error?: AppError; unanswered?: true; warning?: string }) => {
      clearTimeout(slow)
      deaf?.()
      calls.delete(id)
      say('warn', outcome.warning)
      if (outcome.error) reject(outcome.error)
      else if (!outcome.unanswered) resolve(outcome.value)
    })
  calls.set(id, answered)
}

function subscribe(
  protocol: 'A' | 'B',
  id: string,
  name: string,
  params: unknown,
  listener: Omit<Listener, 'deaf'>,
): void {
  listeners.set(id, { ...listener, deaf: listenIn() })
  listen('subscriptions', id, { protocol, name, params }).catch((error) => {
    if (!listeners.has(id)) return
    forget(id)
    listener.error(lost(error))
  })
}

function unsubscribe(id: string): void {
  if (!listeners.has(id)) return
  listen('unsubscriptions', id).catch(() => {})
  forget(id)
}

/** Protocol A, of the SDK 0.x to 2.x. */
function hearA({ type, functionName: name, eventId, args }: Extract<Message, { functionName: string }>): void {
  const emit = (what: string, value: unknown) =>
    (page.__GRANITE_NATIVE_EMITTER ?? page.__BEDROCK_NATIVE_EMITTER)?.emit(`${name}/${what}/${eventId}`, value)
  const emitError = (what: string) => (error: AppError) =>
    emit(what, { __isError: true, stack: '', userInfo: {}, moduleName: 'MiniAppModule', ...error })
  if (type === 'method') call('A', name, args, (value) => emit('resolve', value), emitError('reject'))
  else if (type === 'addEventListener') {
    subscribe('A', eventId, name, args, { event: (value) => emit('onEvent', value), error: emitError('onError') })
  } else unsubscribe(eventId)
}

/** Protocol B, of the SDK 3.x. */
function hearB({ type, bridgeId, body }: Extract<Message, { bridgeId: string }>): void {
  if (type !== 'bridge') return
  const { method, eventId, args } = body
  const emitterOf = () => page.nativeEmitterMap?.[bridgeId] ?? page.nativeEmitter
  const answer = (value?: unknown) => emitterOf()?.emit(`${method}-${eventId}`, value)
  // A failing method is answered: the transport's own way of rejecting loses the code.
  const asValue = (error: AppError) => ({ __instanceof: 'Error', ...error })
  const [first] = args as { method: string; subscriptionId: string; params: unknown }[]
  if (method === '__subscribeAppEvent' && first) {
    const { subscriptionId } = first
    const post = (kind: string, payload: unknown) => {
      for (const emitter of Object.values<Emitter>(page.nativeEmitterMap ?? {})) {
        emitter.emit('postMessage/appsInTossEvent', { subscriptionId, kind, payload })
      }
    }
    answer()
    subscribe('B', subscriptionId, first.method, first.params, {
      event: (value) => post('event', value),
      error: (error) => post('error', asValue(error)),
    })
  } else if (method === '__unsubscribeAppEvent' && first) {
    unsubscribe(first.subscriptionId)
    answer()
  } else call('B', method, args, answer, (error) => answer(asValue(error)))
}

/** What a page sends besides is not meant for the Toss app. */
function read(text: string): Message | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function start(): void {
  document.currentScript?.remove()
  if (page.ReactNativeWebView) return
  setGlobals((text) => {
    const { consoleUrl } = config
    say('info', `this page runs in a mock of the Toss app${consoleUrl ? `; its console: ${consoleUrl}` : ''}`)
    const message = read(text)
    if (!message) return
    if (message.functionName) hearA(message as never)
    else hearB(message as never)
  })
  addEventListener('unhandledrejection', () => {
    for (const { unhandled } of listeners.values()) say('error', unhandled)
  })
}

start()
