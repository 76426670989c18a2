import {
  list,
  type Of,
  object,
  objectWith,
  options,
  orNull,
  type Shape,
  saying,
  text,
  word,
} from '../../world/shape.js'

/** The two protocols between a page and the Toss app: A of the SDK 0.x to 2.x, B of 3.x. The message tells which one it is. */
export const protocols = ['A', 'B'] as const

/** One of the two. */
export type Protocol = (typeof protocols)[number]

/** The SDK's versions that speak it, for whoever reads a warning. */
export const spokenBy: Readonly<Record<Protocol, string>> = { A: 'SDK 0.x to 2.x', B: 'SDK 3.x' }

/** Anything that JSON can say. */
export const json: Shape<unknown> = {}

/** An error as the Toss app hands it over: the SDK makes an Error of it. */
export interface AppError extends Of<typeof appError> {}
const appError = objectWith({ name: text, message: text }, { code: text })

/**
 * How a call ended: with a `value` (left out where it is undefined), with an `error`, or `unanswered`, where the real app
 * never answers either. `warning`: what the developer of the page should know.
 */
export interface CallOutcome {
  readonly value?: unknown
  readonly error?: AppError
  readonly unanswered?: true
  readonly warning?: string
}

const warning = saying(text, 'What the developer of the page should know.')

export const callOutcome = options({
  value: saying(json, 'Left out where it is undefined.'),
  error: appError,
  unanswered: saying({ const: true } as Shape<true>, 'The real app never answers this call.'),
  warning,
}) as Shape<CallOutcome>

/** What comes over a subscription. */
export interface StreamLine {
  /** Null for an event that says nothing but its name. */
  readonly event?: unknown
  readonly error?: AppError
  readonly warning?: string
  /** The call, by the id that the page gave it, whose answer the page has to see first. */
  readonly after?: string
  /** What an unhandled rejection in the page means as long as this is the last line. */
  readonly unhandled?: string
}

/** What is asked of a subscription. */
export const subscription = options(
  { protocol: word(...protocols), name: text, params: saying(json, 'As the page gave them.') },
  ['protocol', 'name'],
)

/** A call of the mini-app. */
export const appCall = options(
  {
    protocol: saying(word(...protocols), 'A: SDK 0.x to 2.x. B: SDK 3.x.'),
    name: saying(text, 'The name on the wire, such as appLogin.'),
    args: list(json),
    id: saying(text, 'The page’s own name for the call.'),
  },
  ['protocol', 'name'],
)

/** What stands in the page before its first script. */
export const pageConstants = object({
  constants: saying({ type: 'object' } as Shape<Readonly<Record<string, unknown>>>, 'By the names of the protocol.'),
  methods: saying(list(text), 'The names of the calls that are answered.'),
})

/** A call as the list of the last ones has it. */
export interface CallNote extends Of<typeof callNote> {}
export const callNote = object({
  id: text,
  at: text,
  protocol: word(...protocols),
  name: text,
  kind: word('call', 'event'),
  args: saying(json, 'Redacted as in the journal.'),
  outcome: saying(word('open', 'value', 'error', 'unanswered', 'ended'), 'open: not answered yet.'),
  code: orNull(text),
  warning: orNull(text),
  milliseconds: orNull({ type: 'number' } as Shape<number>),
})
