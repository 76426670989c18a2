export { BrickModule, BrickModuleError } from './brick-module.js'
export { type ConnectedTossApp, connectTossApp } from './connection.js'
export { NativeEventEmitter, NativeModules, TurboModuleRegistry } from './turbo-modules.js'
