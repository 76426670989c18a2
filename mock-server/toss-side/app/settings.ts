import {
  count,
  matching,
  type Of,
  object,
  options,
  orNull,
  type Shape,
  saying,
  truth,
  userKey,
  word,
} from '../../world/shape.js'

/**
 * What the person who holds the phone does: is asked (`ask`), says yes, closes the screen, or meets an error of the Toss app
 * (`fail:USER_CANCELED`).
 */
export type AppAnswer = 'ask' | 'approve' | 'cancel' | `fail:${string}`
const answer = saying(
  matching('^(ask|approve|cancel|fail:[A-Z0-9_]{1,64})$') as Shape<AppAnswer>,
  'ask, approve, cancel, or fail:CODE with a code of the SDK.',
)

/** What can be decided, one answer a kind. */
export type AnswerKind = keyof typeof kinds
const kinds = {
  /** The terms screen, which appLogin shows to a user who is not linked to the mini-app. */
  login: answer,
  /** The screen of checkoutPayment. */
  payment: answer,
  /** The screens of purchases and subscriptions. */
  purchase: answer,
  /** Granting points. */
  points: answer,
  /** Whether the user agrees to messages of a template. */
  notification: answer,
  /** Whether the user hands data over. */
  userData: answer,
  /** Contacts, photos, camera, location, clipboard. */
  permission: answer,
}

/** Everything that can be decided. */
export const answerKinds = Object.keys(kinds) as readonly AnswerKind[]

/** The kinds for which the real app shows a screen each time, or the first time. One word for all means these. */
export const askingKinds = ['login', 'payment', 'purchase'] as const satisfies readonly AnswerKind[]

/** The Toss app of one mini-app: whose it is and how it behaves. */
export interface AppSettings extends Of<typeof appSettings> {}
export const appSettings = object({
  /** The user who holds the phone; null: the mini-app's first user. */
  userKey: saying(orNull(userKey), 'The user who holds the phone; null: the mini-app’s first user.'),
  /** The Toss app, or the sandbox app. */
  environment: word('toss', 'sandbox'),
  os: word('android', 'ios'),
  /** Of the Toss app: `5.300.0`. */
  appVersion: matching('^[0-9]{1,4}\\.[0-9]{1,4}\\.[0-9]{1,4}$'),
  answers: object(kinds),
  /** Calls that fail, by their names on the wire, and the code of the error. */
  failures: {
    type: 'object',
    additionalProperties: matching('^[A-Za-z0-9_]{1,64}$'),
    description: 'Calls that fail, by their names on the wire, and the code of the error.',
  } as Shape<Readonly<Record<string, string>>>,
  /** What becomes of a call that nobody knows: nothing, as in the real app, or an error. */
  unknown: word('hang', 'reject'),
  /** Refuses arguments in the shape of the other protocol. */
  strict: truth,
  /** A call that comes again within so many milliseconds is refused with APP_BRIDGE_THROTTLED; 0: never. */
  throttleMilliseconds: count,
})

/** What to change; `answers: 'ask'` means the kinds that the real app asks for. */
export interface AppChanges extends Of<typeof appChanges> {}
const { answers: _answers, failures: _failures, ...others } = appSettings.properties
export const appChanges = options({
  ...others,
  /** Calls that are to fail; null lets one work again. */
  failures: {
    type: 'object',
    additionalProperties: orNull(matching('^[A-Za-z0-9_]{1,64}$')),
    description: 'Calls that are to fail, with a code; null lets one work again.',
  } as Shape<Readonly<Record<string, string | null>>>,
  /** Whether a reset comes back to this; default false. */
  beyondReset: saying(truth, 'Whether a reset comes back to this, default false.'),
  answers: {
    oneOf: [answer, options(kinds)],
    description: 'One word for login, payment and purchase, or one a kind.',
  } as Shape<AppAnswer | Partial<AppSettings['answers']>>,
})

/** How a phone begins. */
export const firstSettings: AppSettings = {
  userKey: null,
  environment: 'toss',
  os: 'android',
  appVersion: '5.300.0',
  answers: {
    login: 'approve',
    payment: 'approve',
    purchase: 'approve',
    points: 'approve',
    notification: 'approve',
    userData: 'approve',
    permission: 'approve',
  },
  failures: {},
  unknown: 'hang',
  strict: false,
  throttleMilliseconds: 0,
}

/** The settings after a change. */
export function changed(settings: AppSettings, changes: Omit<AppChanges, 'beyondReset'>): AppSettings {
  const { answers = {}, failures = {}, ...rest } = changes
  const given = typeof answers === 'string' ? Object.fromEntries(askingKinds.map((kind) => [kind, answers])) : answers
  const failing = Object.entries({ ...settings.failures, ...failures }).filter(([, code]) => code !== null)
  return {
    ...settings,
    ...rest,
    answers: { ...settings.answers, ...given },
    failures: Object.fromEntries(failing) as AppSettings['failures'],
  }
}
