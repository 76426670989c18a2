import { call, constantOf, type NativeEvent, onEvent } from './connection.js'

/** A module as the SDK 2.x finds it. */
type NativeModule = Readonly<Record<string, unknown>>

const constants = (names: readonly string[]) => () => Object.fromEntries(names.map((name) => [name, constantOf(name)]))

/** What a page cannot ask for, and native code asks without waiting. */
const answersAtOnce: Readonly<Record<string, unknown>> = {
  getWebBundleURL: { url: 'http://127.0.0.1' },
}

const commonCalls = [
  'getNetworkStatus',
  'closeView',
  'generateHapticFeedback',
  'share',
  'setSecureScreen',
  'setScreenAwakeMode',
  'setIosSwipeGestureEnabled',
]

const modules: Readonly<Record<string, NativeModule>> = {
  MiniAppModule: {
    moduleName: 'MiniAppModule',
    getConstants: constants(['groupId', 'operationalEnvironment', 'tossAppVersion', 'deviceId']),
    postMessage: call,
    postMessageSync: (name: string) => answersAtOnce[name],
    onSendEvent: (listener: (event: NativeEvent) => void) => onEvent(listener),
  },
  CommonModule: {
    moduleName: 'CommonModule',
    getConstants: constants(['schemeUri', 'locale']),
    ...Object.fromEntries(commonCalls.map((name) => [name, (params: unknown) => call(name, params)])),
    setLeftEdgeTouchEnabled() {},
  },
  TossCoreModule: {
    moduleName: 'TossCoreModule',
    eventLog: (params: unknown) => call('eventLog', params),
  },
}

/**
 * Stands in the place of `brick-module`, by which `@apps-in-toss/native-modules` 2.x reaches the Toss app. A test runner is told
 * so in its configuration: `moduleNameMapper` in jest, `resolve.alias` in vitest.
 */
export const BrickModule = {
  /** A native module by its name. */
  get(name: string): NativeModule {
    const found = Object.hasOwn(modules, name) ? modules[name] : undefined
    if (found === undefined) throw new Error(`apps-in-toss-mock: there is no native module ${JSON.stringify(name)}`)
    return found
  },
}

/** The error of `brick-module`, which programs may ask for. */
export class BrickModuleError extends Error {
  readonly code: string

  constructor(message: string, code = 'BRICK_ERROR') {
    super(message)
    this.name = 'BrickModuleError'
    this.code = code
  }
}
