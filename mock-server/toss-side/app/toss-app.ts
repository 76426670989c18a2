import { checkOptions, invalidOption } from '../../world/checks/option-check.js'
import { list, type Of, object, options, type Shape, text, word } from '../../world/shape.js'
import { command, type SideOf, sideOf } from '../command.js'
import { knownUser } from '../commands/users.js'
import type { TossSideContext } from '../context.js'
import { openChannel } from './channel.js'
import { constantsOf } from './constants.js'
import { performCall, performEvent } from './perform.js'
import { type Decision, decisionShape, type Prompt, promptShape } from './prompts.js'
import {
  appCall,
  callNote,
  callOutcome,
  json,
  type Protocol,
  pageConstants,
  protocols,
  type StreamLine,
} from './protocol.js'
import { type AppChanges, appChanges, appSettings, changed } from './settings.js'
import { appRows, namesIn } from './table.js'

const whichProtocol = options({ protocol: word(...protocols) }, ['protocol'])
const firedEvent = options({ name: text, data: json }, ['name'])
const heard = object({ heard: { type: 'integer', minimum: 0 } as Shape<number> })

/** What can be done about the Toss app in which the mini-app runs. */
export const appCommands = {
  /** Whose phone it is, and how the app behaves. */
  get: command({
    at: 'GET toss-app',
    id: 'getTossApp',
    says: 'The Toss app in which the mini-app runs: whose phone it is, and how it behaves',
    gives: appSettings,
    do: async ({ phone }) => phone.settings,
  }),
  /**
   * Changes what is given.
   *
   * @throws CodedError `ERR_INVALID_OPTION`; `ERR_NOT_FOUND` for an unknown userKey
   * @example
   * ```ts
   * await mock.toss.app.set({ answers: { payment: 'cancel' } })
   * await mock.toss.app.set({ answers: 'ask' }) // login, payment and purchase wait for mock.toss.app.answer
   * ```
   */
  set: command({
    at: 'PATCH toss-app',
    id: 'changeTossApp',
    says: 'Change what is given: the user who holds the phone, what the user answers, environment, version',
    takes: appChanges,
    named: 'tossApp',
    gives: appSettings,
    async do({ phone, read }, { beyondReset = false, ...changes }: AppChanges) {
      const { userKey, failures = {} } = changes
      if (userKey != null) await read((world) => knownUser(world, userKey))
      for (const name of Object.keys(failures)) checkKnown(name)
      phone.setUp(changed(phone.settings, changes), beyondReset)
      return phone.settings
    },
  }),
  /** What stands in the page before its first script. */
  constants: command({
    at: 'GET toss-app/constants',
    id: 'getTossAppConstants',
    says: 'What stands in the page before its first script, by the names of a protocol',
    takes: whichProtocol,
    spread: ({ protocol }: Of<typeof whichProtocol>) => [protocol],
    gives: pageConstants,
    async do({ phone, miniApp }, protocol: Protocol) {
      checkOptions(word(...protocols), protocol, 'protocol')
      return { constants: constantsOf(miniApp, phone, protocol), methods: namesIn(protocol, 'call') }
    },
  }),
  /** A call of the page. It resolves with an `error` where the app refuses it, and waits where the user is asked. */
  call: command({
    at: 'POST toss-app/calls',
    id: 'callTossApp',
    says: 'A call of the page, as the SDK sends it',
    takes: appCall,
    spread: ({ protocol, name, args = [], id }: Of<typeof appCall>) => [protocol, name, args, id],
    gives: callOutcome,
    async do(context, protocol: Protocol, name: string, args: readonly unknown[] = [], id?: string) {
      checkOptions(appCall, { protocol, name, args, ...(id !== undefined && { id }) }, 'call')
      return performCall(context, { protocol, name, args, id })
    },
  }),
  /** The last 200 calls, oldest first; redacted as the journal is. */
  calls: command({
    at: 'GET toss-app/calls',
    id: 'listTossAppCalls',
    says: 'The last 200 calls of the page, oldest first, redacted',
    gives: list(callNote),
    under: 'calls',
    do: async ({ phone }) => phone.calls(),
  }),
  /** What the user is asked, and has not decided. */
  prompts: command({
    at: 'GET toss-app/prompts',
    id: 'listPrompts',
    says: 'What the user is asked, and has not decided',
    gives: list(promptShape),
    under: 'prompts',
    do: async ({ phone }) => phone.prompts.open(),
  }),
  /** The user decides. Throws `ERR_NOT_FOUND` for a prompt that is not open, `ERR_INVALID_OPTION` for what cannot be decided. */
  answer: command({
    at: 'POST toss-app/prompts/{id}',
    id: 'answerPrompt',
    says: 'The user decides: approve, cancel, or fail:CODE',
    takes: decisionShape,
    spread: (decision: Decision) => [decision],
    gives: promptShape,
    do: async ({ phone }, id: string, decision: Decision | Decision['decision']) =>
      phone.prompts.answer(id, typeof decision === 'string' ? { decision } : decision),
  }),
  /** Something happens in the app: `backEvent`, `homeEvent`. Gives how many subscriptions heard it. */
  fire: command({
    at: 'POST toss-app/events',
    id: 'fireAppEvent',
    says: 'Something happens in the app, such as backEvent; tells how many subscriptions heard it',
    takes: firedEvent,
    spread: ({ name, data }: Of<typeof firedEvent>) => [name, data],
    gives: heard,
    async do({ phone }, name: string, data?: unknown) {
      checkOptions(text, name, 'name')
      const listeners = [...phone.listenersOf(name)]
      for (const hear of listeners) hear(data)
      return { heard: listeners.length }
    },
  }),
}

/** The Toss app in which the mini-app runs: what its page calls, and what its user does. */
export interface TossApp extends SideOf<typeof appCommands> {
  /**
   * An event call of the page: lines until the app has no more, or whoever takes them has enough. Ending it does not end a
   * purchase.
   */
  subscribe(protocol: Protocol, name: string, params?: unknown): AsyncIterable<StreamLine>
  /** The open prompts, at once and at every change of prompts or settings. */
  watch(): AsyncIterable<readonly Prompt[]>
}

/** The Toss app of one mini-app. */
export function createTossApp(context: TossSideContext): TossApp {
  return {
    ...sideOf(appCommands, context),
    subscribe: (protocol, name, params) => subscribe(context, { protocol, name, params }),
    watch: () => watch(context),
  }
}

function checkKnown(name: string): void {
  if (Object.hasOwn(appRows, name)) return
  throw invalidOption(`tossApp.failures: there is no call ${JSON.stringify(name.slice(0, 100))}`)
}

/** An event call of the page. */
export function subscribe(
  context: TossSideContext,
  { protocol, name, params }: { protocol: Protocol; name: string; params?: unknown },
): AsyncIterableIterator<StreamLine> {
  return performEvent(context, { protocol, name, args: params === undefined ? [] : [params] })
}

/** The open prompts, at once and at every change. */
export function watch({ phone }: TossSideContext): AsyncIterableIterator<readonly Prompt[]> {
  let stop = () => {}
  return openChannel<readonly Prompt[]>({
    start(send, end) {
      const tell = () => send(phone.prompts.open())
      const ignore = phone.onChange(tell)
      phone.closed.addEventListener('abort', end, { once: true })
      stop = () => {
        ignore()
        phone.closed.removeEventListener('abort', end)
      }
      tell()
    },
    stop: () => stop(),
  })
}
