import type { AppError } from '../../mock-server/index.js'
import type { TossAppSource } from '../toss-app-source.js'

/** What the Toss app calls by itself: the callbacks of a call, and the events of a module. */
export interface NativeCallbacks {
  /** By the names that the SDK gave: whom to call. */
  readonly callbacks: Readonly<Record<string, unknown>>
  invoke(callback: string, params: unknown): void
  send(eventName: string, body: unknown): void
}

/** How a call of the native SDK is said in protocol B, which it differs from in little. */
interface SameCall {
  readonly name?: string
  /** Its parameters come wrapped in B. */
  readonly isWrapped?: true
}

const sameCalls: Readonly<Record<string, SameCall>> = {
  getUserKeyForGame: { name: 'getAnonymousKey' },
  getUserKey: { name: 'getAnonymousKey' },
  grantPromotionRewardForGame: { name: 'grantPromotionReward', isWrapped: true },
  getSubscriptionInfo: { isWrapped: true },
}

interface AppEvent {
  readonly type: string
  readonly data?: unknown
}

/** How the events of protocol B are told by the native SDK: one of them as the answer, others to callbacks of the call. */
interface NativeEvents {
  /** The callback of each type of event. */
  readonly callbacks: Readonly<Record<string, string>>
  /** What the call resolves with; undefined: this event is not its end. */
  answerOf(event: AppEvent): { readonly value: unknown } | undefined
}

const answeredBy =
  (type: string) =>
  (event: AppEvent): { readonly value: unknown } | undefined =>
    event.type === type ? { value: event.data } : undefined

const purchase: NativeEvents = { callbacks: { purchased: 'onPurchased' }, answerOf: answeredBy('success') }

const eventCalls: Readonly<Record<string, NativeEvents>> = {
  requestOneTimePurchase: purchase,
  requestSubscriptionPurchase: purchase,
  requestNotificationAgreement: {
    callbacks: {},
    answerOf: ({ type }) => ({ value: { agreementResult: type } }),
  },
  contactsViral: { callbacks: { sendViral: 'onRewardFromContactsViral' }, answerOf: answeredBy('close') },
  showAppsInTossAdmob: {
    callbacks: {
      clicked: 'onAdClicked',
      dismissed: 'onAdDismissed',
      failedToShow: 'onAdFailedToShow',
      impression: 'onAdImpression',
      show: 'onAdShow',
      userEarnedReward: 'onUserEarnedReward',
    },
    answerOf: answeredBy('requested'),
  },
}

/** Answers a call of the native SDK as the Toss app does. */
export function callNatively(
  source: TossAppSource,
  name: string,
  params: unknown,
  told: NativeCallbacks,
): Promise<unknown> {
  const events = Object.hasOwn(eventCalls, name) ? eventCalls[name] : undefined
  if (events !== undefined) return hear(source, name, params, events, told)
  if (name === 'startUpdateLocation') return updateLocation(source, params, told)
  const { name: same = name, isWrapped } = Object.hasOwn(sameCalls, name) ? (sameCalls[name] as SameCall) : {}
  const flat = unwrapped(params)
  return answer(source, same, [isWrapped ? { params: flat } : flat])
}

/** 1.x wraps where 2.x does not. */
function unwrapped(params: unknown): unknown {
  const { params: inner } = (params ?? {}) as { params?: unknown }
  return typeof inner === 'object' && inner !== null ? inner : params
}

async function answer(source: TossAppSource, name: string, args: readonly unknown[]): Promise<unknown> {
  const { value, error, unanswered, warning } = await source.call('B', name, args)
  if (warning !== undefined) console.warn(`[apps-in-toss-mock] ${warning}`)
  if (error !== undefined) throw errorOf(error)
  return unanswered ? new Promise(() => {}) : value
}

function hear(
  source: TossAppSource,
  name: string,
  params: unknown,
  { callbacks, answerOf }: NativeEvents,
  told: NativeCallbacks,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    void listen(source, name, params, (event) => {
      const end = answerOf(event as AppEvent)
      const { type, data } = event as AppEvent
      const callback = told.callbacks[callbacks[type] ?? '']
      if (end !== undefined) resolve(end.value)
      else if (typeof callback === 'string') told.invoke(callback, data)
    }).catch(reject)
  })
}

/** The phone does not move: one event, and the call is answered at once. */
async function updateLocation(source: TossAppSource, params: unknown, told: NativeCallbacks): Promise<undefined> {
  void listen(source, 'startUpdateLocation', params, (body) => told.send('updateLocation', body)).catch(() => {})
}

async function listen(
  source: TossAppSource,
  name: string,
  params: unknown,
  hear: (event: unknown) => void,
): Promise<void> {
  for await (const { event, error, warning } of source.subscribe('B', name, params)) {
    if (warning !== undefined) console.warn(`[apps-in-toss-mock] ${warning}`)
    if (error !== undefined) throw errorOf(error)
    if (event !== undefined) hear(event)
  }
}

/** What a native module rejects with: an Error with the code beside its message. */
function errorOf({ message, ...rest }: AppError): Error {
  return Object.assign(new Error(message), rest)
}
