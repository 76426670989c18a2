// As much of React Native as the SDK uses in tests. A real project has the real one, with its preset for jest.
import { NativeEventEmitter, NativeModules, TurboModuleRegistry } from 'apps-in-toss-mock/mini-app/native'

export const Platform = { OS: 'android' }
export const Linking = { openURL: async () => true }

// SDK 1.x finds its native modules here.
export { NativeEventEmitter, NativeModules, TurboModuleRegistry }
