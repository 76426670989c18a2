import type { TossAppSource } from '../toss-app-source.js'
import { callNatively } from './calls.js'

type Constants = Readonly<Record<string, unknown>>

/** Before a mock is connected: the SDK reads some as it is loaded. */
const firstConstants: Constants = {
  operationalEnvironment: 'toss',
  tossAppVersion: '5.300.0',
  platformOS: 'android',
  locale: 'ko-KR',
  schemeUri: 'intoss://my-mini-app',
  deviceId: 'apps-in-toss-mock',
  groupId: 'apps-in-toss-mock',
}

/** What a module tells of its own accord. */
export interface NativeEvent {
  readonly eventName: string
  readonly body: unknown
}

let source: TossAppSource | undefined
let constants = firstConstants
const listeners = new Set<(event: NativeEvent) => void>()

/** What the Toss app has told last; a native module gives it at once. */
export const constantOf = (name: string): unknown => constants[name]

/** Hears the events of the modules. */
export function onEvent(listener: (event: NativeEvent) => void): { remove(): void } {
  listeners.add(listener)
  return { remove: () => listeners.delete(listener) }
}

function send(eventName: string, body: unknown): void {
  for (const listener of listeners) listener({ eventName, body })
}

/** A call of the SDK. */
export async function call(name: string, params: unknown, callbacks: Readonly<Record<string, unknown>> = {}) {
  if (source === undefined) {
    throw new Error(`apps-in-toss-mock: ${name} was called before connectTossApp(mock.toss.app)`)
  }
  return callNatively(source, name, params, {
    callbacks,
    invoke: (callback, given) => send('appBridgeCallback', { name: callback, params: given }),
    send,
  })
}

/** A mock that the native modules of this process call. */
export interface ConnectedTossApp {
  /** Reads the constants anew: environment, version, user's device. Calls read everything else each time. */
  refresh(): Promise<void>
  /** The modules call nobody any more. */
  disconnect(): void
}

/**
 * Puts a mock behind the native modules of the SDK, in tests of React Native code.
 *
 * @example
 * ```ts
 * import { startMockServer } from 'apps-in-toss-mock'
 * import { connectTossApp } from 'apps-in-toss-mock/mini-app/native'
 * import { appLogin } from '@apps-in-toss/native-modules'
 *
 * const mock = await startMockServer()
 * await connectTossApp(mock.toss.app)
 * const { authorizationCode } = await appLogin() // generate-token exchanges it
 * ```
 */
export async function connectTossApp(tossApp: TossAppSource): Promise<ConnectedTossApp> {
  const read = async () => {
    const { constants: current } = await tossApp.constants('B')
    if (source !== tossApp) return
    constants = current
    // What the app puts into each bundle, and parts of the SDK look for.
    Object.assign(globalThis, { __appsInToss: current.appsInTossGlobals })
  }
  source = tossApp
  await read()
  return {
    refresh: read,
    disconnect() {
      if (source !== tossApp) return
      source = undefined
      constants = firstConstants
    },
  }
}
