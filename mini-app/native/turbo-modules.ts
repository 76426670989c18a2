import { call, constantOf, onEvent } from './connection.js'

const constantNames = ['groupId', 'operationalEnvironment', 'tossAppVersion', 'deviceId', 'schemeUri', 'locale']

interface WithCallbacks {
  readonly params?: unknown
  readonly callbacks?: Readonly<Record<string, unknown>>
}

/** A module of 1.x: constants are its fields, and each call is a method of its own. */
const turboModule: object = new Proxy(
  {},
  {
    get(_module, name) {
      // A promise that resolves with it would ask for `then`.
      if (typeof name === 'symbol' || name === 'then') return undefined
      if (constantNames.includes(name)) return constantOf(name)
      if (name === 'getConstants') {
        return () => Object.fromEntries(constantNames.map((each) => [each, constantOf(each)]))
      }
      if (name === 'addListener' || name === 'removeListeners') return () => {}
      return (given?: WithCallbacks) =>
        given?.callbacks === undefined ? call(name, given) : call(name, given.params, given.callbacks)
    },
  },
)

const names = ['AppsInTossModule', 'BedrockModule', 'BedrockCoreModule']

/** In the place of React Native's, by which `@apps-in-toss/native-modules` 1.x reaches the Toss app. */
export const TurboModuleRegistry = {
  get: (name: string): object | null => (names.includes(name) ? turboModule : null),
  getEnforcing(name: string): object {
    if (names.includes(name)) return turboModule
    throw new Error(`apps-in-toss-mock: there is no native module ${JSON.stringify(name)}`)
  },
}

/** The same for modules that are looked up the old way. */
export const NativeModules: Readonly<Record<string, object>> = Object.fromEntries(
  names.map((name) => [name, turboModule]),
)

/** In the place of React Native's: hears what the modules of the Toss app tell. */
export class NativeEventEmitter {
  addListener(eventName: string, listener: (body: unknown) => void): { remove(): void } {
    return onEvent((event) => {
      if (event.eventName === eventName) listener(event.body)
    })
  }
}
