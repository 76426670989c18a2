import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import {
  BrickModule,
  type ConnectedTossApp,
  connectTossApp,
  NativeEventEmitter,
  NativeModules,
  TurboModuleRegistry,
} from '../../mini-app/native/index.js'
import { type MockServer, startMockServer } from '../../mock-server/index.js'

// The genuine SDK runs on it in test/native. Here is what that does not reach.

interface MiniAppModule {
  postMessage(name: string, params: object, callbacks?: object): Promise<unknown>
  postMessageSync(name: string, params: object): unknown
  getConstants(): Record<string, unknown>
  onSendEvent(listener: (event: { eventName: string; body: unknown }) => void): { remove(): void }
}

const miniApp = BrickModule.get('MiniAppModule') as unknown as MiniAppModule

let mock: MockServer
let tossApp: ConnectedTossApp
beforeAll(async () => {
  await expect(miniApp.postMessage('appLogin', {})).rejects.toThrow('before connectTossApp')
  // The SDK reads some as it is loaded.
  expect(miniApp.getConstants()).toMatchObject({ operationalEnvironment: 'toss', tossAppVersion: '5.300.0' })
  mock = await startMockServer({ controlPort: false })
  tossApp = await connectTossApp(mock.toss.app)
})
afterAll(async () => {
  tossApp.disconnect()
  await expect(miniApp.postMessage('appLogin', {})).rejects.toThrow('before connectTossApp')
  await mock.close()
})

/** A call whose callbacks are ids, with what was called. */
async function callWith(name: string, params: object, names: readonly string[]) {
  const called: [string, unknown][] = []
  const { remove } = miniApp.onSendEvent(({ eventName, body }) => {
    expect(eventName).toBe('appBridgeCallback')
    const { name: id, params: given } = body as { name: string; params: unknown }
    called.push([id.replace('id of ', ''), given])
  })
  const value = await miniApp.postMessage(
    name,
    params,
    Object.fromEntries(names.map((each) => [each, `id of ${each}`])),
  )
  return { value, called, remove }
}

test('an ad: requested is the answer, and what comes then goes to the callbacks', async () => {
  const names = ['onAdShow', 'onAdImpression', 'onAdDismissed', 'onUserEarnedReward']
  const { value, called, remove } = await callWith('showAppsInTossAdmob', { adGroupId: 'group' }, names)
  expect(value).toBeUndefined()
  await expect.poll(() => called.length).toBe(4)
  remove()
  expect(called.map(([name]) => name)).toEqual(['onAdShow', 'onAdImpression', 'onUserEarnedReward', 'onAdDismissed'])
  expect(called[2]?.[1]).toEqual({ unitType: 'reward', unitAmount: 1 })
})

test('messages and sharing are answered in the words of native code', async () => {
  expect(await miniApp.postMessage('requestNotificationAgreement', { templateCode: 'T' })).toEqual({
    agreementResult: 'alreadyAgreed',
  })
  expect(await miniApp.postMessage('contactsViral', { moduleId: 'm' })).toEqual({
    closeReason: 'noReward',
    sentRewardsCount: 0,
  })
})

test('a subscription: its id goes to onPurchased', async () => {
  const sku = (await mock.toss.products.list()).find(({ type }) => type === 'SUBSCRIPTION')?.sku
  const { remove } = miniApp.onSendEvent(({ body }) => {
    const { orderId, subscriptionId } = (body as { params: { orderId: string; subscriptionId: string } }).params
    expect(subscriptionId).toEqual(expect.any(String))
    void miniApp.postMessage('processProductGrant', { orderId, isProductGranted: true })
  })
  const bought = await miniApp.postMessage('requestSubscriptionPurchase', { sku, offerId: null }, { onPurchased: 'id' })
  remove()
  expect(bought).toMatchObject({ displayAmount: expect.any(String) })
  const { orderId } = bought as { orderId: string }
  expect(await miniApp.postMessage('getSubscriptionInfo', { params: { orderId } })).toMatchObject({
    subscription: { status: 'ACTIVE' },
  })
})

test('a call that nobody knows hangs, and is warned of', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  let isSettled = false
  void miniApp.postMessage('inventHistory', {}).finally(() => {
    isSettled = true
  })
  await expect.poll(() => warn.mock.calls.flat().join()).toContain('"inventHistory"')
  warn.mockRestore()
  expect(isSettled).toBe(false)
})

test('modules that the Toss app does not have are named', () => {
  expect(() => BrickModule.get('CameraModule')).toThrow('"CameraModule"')
  expect(() => TurboModuleRegistry.getEnforcing('CameraModule')).toThrow('"CameraModule"')
  expect(TurboModuleRegistry.get('CameraModule')).toBeNull()
  expect(miniApp.postMessageSync('stopUpdateLocation', {})).toBeUndefined()
})

test('a module of 1.x has constants as fields, and tells events to an emitter', async () => {
  const module = NativeModules.AppsInTossModule as { deviceId: string; appLogin(): Promise<object>; then?: unknown }
  expect(module.deviceId).toBe(miniApp.getConstants().deviceId)
  expect(module.then).toBeUndefined()
  expect(await module.appLogin()).toMatchObject({ referrer: 'DEFAULT' })
  const heard: unknown[] = []
  const { remove } = new NativeEventEmitter().addListener('updateLocation', (body) => heard.push(body))
  await miniApp.postMessage('startUpdateLocation', { accuracy: 3 })
  await expect.poll(() => heard.length).toBe(1)
  remove()
})
