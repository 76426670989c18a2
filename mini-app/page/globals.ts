import { config } from './config.js'

type Constants = Record<string, unknown>

/** What the SDK finds in the page. */
export interface AppWindow extends Window {
  __CONSTANT_HANDLER_MAP?: Constants
  __appsInTossConstants?: Constants
  __appsInToss?: Constants
  __bridgeMethods__?: readonly string[]
  __bridgeInitialState__?: object
  ReactNativeWebView?: { postMessage(text: string): void }
  __GRANITE_NATIVE_EMITTER?: Emitter
  __BEDROCK_NATIVE_EMITTER?: Emitter
  nativeEmitter?: Emitter
  nativeEmitterMap?: Record<string, Emitter>
}

/** The SDK makes it on import, over whatever stood there: it is looked up each time. */
export interface Emitter {
  emit(name: string, value?: unknown): void
}

/** The page's window. */
export const page = window as AppWindow

/** A flag that the next SDK asks for is false, not undefined: undefined would lead it to calls of the past. */
const flagsToo: ProxyHandler<Constants> = {
  get: (constants, name) =>
    name in constants || typeof name === 'symbol' || !/^is[A-Z].*Supported$/.test(name)
      ? Reflect.get(constants, name)
      : false,
}

/** The word for iOS is assumed. */
const deviceOf = (os: unknown) => (os === 'ios' ? 'iPhone' : 'Android')

/** Puts up what the real app has put up before the first script of the page. */
export function setGlobals(postMessage: (text: string) => void): void {
  const { A, B, methods } = config
  page.__CONSTANT_HANDLER_MAP = { ...A }
  page.__appsInTossConstants = new Proxy({ ...B }, flagsToo)
  page.__appsInToss = { appName: B.appName, deploymentId: B.deploymentId, webViewType: 'partner' }
  page.__bridgeMethods__ = [...methods, '__subscribeAppEvent', '__unsubscribeAppEvent']
  page.__bridgeInitialState__ = {}
  page.ReactNativeWebView = { postMessage }
  const userAgent = `${navigator.userAgent} AppsInToss TossApp/${B.tossAppVersion} TossColorPreference/light ${deviceOf(B.platformOS)} phone`
  Object.defineProperty(navigator, 'userAgent', { value: userAgent, configurable: true })
}

/** The settings of the Toss app were changed while the page runs. */
export function refresh(A: Constants, B: Constants): void {
  Object.assign(page.__CONSTANT_HANDLER_MAP ?? {}, A)
  Object.assign(page.__appsInTossConstants ?? {}, B)
}
