import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MockServer, Protocol, TossApp } from '../../../mock-server/index.js'
import { appRows, rowOf } from '../../../mock-server/toss-side/app/table.js'
import { openApp, take } from './opened.js'

/** What a page of each SDK sends, and what it gets; a value for both where they are the same. */
interface Sample {
  readonly A?: readonly unknown[]
  readonly B?: readonly unknown[]
  readonly value?: unknown
  readonly valueB?: unknown
}

const none = { A: [], B: [] }
const flat = (given: object, value?: unknown): Sample => ({ A: [given], B: [given], value })
const permission = { name: 'camera', access: 'access' }
const place = {
  accessLocation: 'FINE',
  coords: expect.objectContaining({ latitude: 37.5666 }),
  timestamp: expect.any(Number),
}

/** Calls that change nothing which other tests look at. Those of money and login have files of their own. */
const calls: Readonly<Record<string, Sample>> = {
  getIsTossLoginIntegratedService: { ...none, value: false },
  getAnonymousKey: { ...none, value: { type: 'HASH', hash: expect.stringMatching(/^[0-9a-f]{64}$/) } },
  getUserKeyForGame: { A: [], value: { type: 'HASH', hash: expect.any(String) } },
  createAnonymousKeyAuthCode: { B: [], value: { code: expect.any(String) } },
  getConsentedUserData: flat(
    { consentedUserDataKey: 'cud_delivery' },
    expect.objectContaining({ USER_NAME: expect.any(String), USER_PHONE: expect.any(String) }),
  ),
  appsInTossSignTossCert: flat({ txId: '1' }),
  requestTossPayPaysBilling: {
    A: [{ params: { wrappedToken: 'w' } }],
    B: [{ wrappedToken: 'w' }],
    value: { success: false, reason: expect.stringContaining('not mocked') },
  },
  getPendingOrders: { ...none, value: { orders: [] } },
  getCompletedOrRefundedOrders: { A: [{ key: null }], B: [{}], value: { hasNext: false, nextKey: null, orders: [] } },
  completeProductGrant: { A: [{ params: { orderId: 'o' } }], B: [{ orderId: 'o' }], value: false },
  getSubscriptionInfo: { A: [{ params: { orderId: 'o' } }], B: [{ params: { orderId: 'o' } }], value: {} },
  grantPromotionReward: {
    A: [{ params: { promotionCode: 'TEST_WELCOME_POINT', amount: 1 } }],
    B: [{ params: { promotionCode: 'TEST_WELCOME_POINT', amount: 1 } }],
    value: { key: expect.any(String) },
  },
  grantPromotionRewardForGame: {
    A: [{ params: { promotionCode: 'TEST_WELCOME_POINT', amount: 1 } }],
    value: { key: expect.any(String) },
  },
  getStorageItem: { A: ['nothing'], B: [{ key: 'nothing' }], value: null },
  setStorageItem: { A: ['key', 'value'], B: [{ key: 'key', value: 'value' }] },
  removeStorageItem: { A: ['key'], B: [{ key: 'key' }] },
  getStorageItems: { B: [{ keys: ['nothing'] }], value: { nothing: null } },
  setStorageItems: { B: [{ items: { one: '1' } }] },
  clearItems: { A: [] },
  clearStorage: { B: [] },
  getServerTime: { ...none, value: expect.any(Number), valueB: { serverTime: expect.any(Number) } },
  getPermission: flat(permission, 'allowed'),
  requestPermission: flat(permission, 'allowed'),
  openPermissionDialog: flat(permission, 'allowed'),
  setClipboardText: { A: ['text'], B: [{ text: 'text' }] },
  getClipboardText: { ...none, value: expect.any(String) },
  getNetworkStatus: { ...none, value: 'WIFI' },
  getCurrentLocation: flat({ accuracy: 3 }, place),
  openCamera: flat({}, { id: expect.any(String), dataUri: expect.stringMatching(/^data:image\/png;base64,/) }),
  fetchAlbumPhotos: flat({ maxCount: 1 }, []),
  fetchAlbumItems: flat({ types: ['PHOTO'] }, []),
  fetchContacts: flat({ size: 10, offset: 0 }, { result: [], nextOffset: null, done: true }),
  openPDFViewer: flat({ data: 'JVBERi0=', filename: 'a.pdf' }, 'CLOSE'),
  getTossShareLink: {
    A: ['intoss://my-mini-app', 'https://a.test/og.png'],
    B: [{ url: 'intoss://my-mini-app' }],
    value: expect.stringMatching(/^https:\/\/toss\.im\/_m\//),
    valueB: { shareLink: expect.stringMatching(/^https:\/\/toss\.im\/_m\//) },
  },
  setSecureScreen: flat({ enabled: true }, { enabled: true }),
  setScreenAwakeMode: flat({ enabled: false }, { enabled: false }),
  closeView: none,
  openURL: { A: ['https://a.test'], B: [{ url: 'https://a.test' }] },
  share: flat({ message: 'hello' }),
  generateHapticFeedback: flat({ type: 'tickWeak' }),
  setIosSwipeGestureEnabled: flat({ isEnabled: true }),
  setDeviceOrientation: flat({ type: 'portrait' }),
  saveBase64Data: flat({ data: 'AA==', fileName: 'a.png', mimeType: 'image/png' }),
  eventLog: flat({ log_name: 'a', log_type: 'debug', params: {} }),
  tossAdEventLog: { A: [{ log_name: 'a', log_type: 'debug', params: {} }] },
  debugLog: { A: [{ text: 'a' }] },
  memoryDebugLog: { A: [{ text: 'a' }] },
  addAccessoryButton: flat({ id: 'heart', title: 'heart', icon: { name: 'icon-heart' } }),
  removeAccessoryButton: none,
  requestReview: { A: [] },
  requestMiniAppReview: { B: [] },
  isAppsInTossAdMobLoaded: { A: [{ adUnitId: 'unit' }], value: true },
  loadAppsInTossAdmob: { B: [{ adGroupId: 'group' }] },
  getCachedStatusAppsInTossAdmob: { B: [{ adGroupId: 'group' }], value: true },
  getGameCenterGameProfile: {
    ...none,
    value: { statusCode: 'SUCCESS', nickname: expect.any(String), profileImageUri: expect.stringMatching(/^data:/) },
  },
  openGameCenterLeaderboard: none,
  submitGameCenterLeaderBoardScore: flat({ score: '1' }, { statusCode: 'SUCCESS' }),
}

const elsewhere = [
  'appLogin',
  'checkoutPayment',
  'iapGetProductItemList',
  'processProductGrant',
  'iapCreateOneTimePurchaseOrder',
]

const shown = ['requested', 'show', 'impression', 'userEarnedReward', 'dismissed']

/** Event calls that end by themselves, and the types of their events. */
const events: Readonly<Record<string, { params: object; types: readonly string[] }>> = {
  loadAppsInTossAdMob: { params: { adGroupId: 'group' }, types: ['loaded'] },
  showAppsInTossAdMob: { params: { adGroupId: 'group' }, types: shown },
  showAppsInTossAdmob: { params: { adGroupId: 'group' }, types: shown },
  loadFullScreenAd: { params: { adGroupId: 'group' }, types: ['loaded'] },
  showFullScreenAd: { params: { adGroupId: 'group' }, types: shown },
  contactsViral: { params: { moduleId: 'module' }, types: ['close'] },
  requestNotificationAgreement: { params: { templateCode: 'template' }, types: ['alreadyAgreed'] },
}

/** Event calls that stay open until the page has enough. */
const staying = [
  'backEvent',
  'homeEvent',
  'navigationAccessoryEvent',
  'safeAreaInsetsChange',
  'onVisibilityChangedByTransparentServiceWeb',
  'gameInfoOverlayHidden',
  'appBridgeCallbackEvent',
]

const location = ['updateLocationEvent', 'startUpdateLocation']
const purchases = ['requestOneTimePurchase', 'requestSubscriptionPurchase']

let mock: MockServer
let app: TossApp
beforeAll(async () => {
  mock = await openApp()
  app = mock.toss.app
})
afterAll(() => mock.close())

const protocolsOf = (name: string) => (['A', 'B'] as const).filter((protocol) => rowOf(protocol, name) !== undefined)
const cases = Object.entries(calls).flatMap(([name, sample]) =>
  protocolsOf(name).map((protocol) => [name, protocol, sample] as const),
)

test('every row of the table is tested, here or in a file of its own', () => {
  const tested = [...Object.keys(calls), ...elsewhere, ...Object.keys(events), ...staying, ...location, ...purchases]
  expect(tested.sort()).toEqual(Object.keys(appRows).sort())
})

test.each(cases)('%s of protocol %s is answered', async (name, protocol, sample) => {
  const args = sample[protocol] as readonly unknown[]
  const { value, ...others } = await app.call(protocol, name, args)
  const { warning } = others as { warning?: string }
  expect(others).toEqual(warning === undefined ? {} : { warning })
  expect(warning ?? '').not.toContain('is the shape of')
  expect(value).toEqual(protocol === 'B' && 'valueB' in sample ? sample.valueB : sample.value)
})

test.each(cases)('%s of protocol %s fails with the code that was set', async (name, protocol, sample) => {
  await app.set({ failures: { [name]: 'SOME_CODE' } })
  const outcome = await app.call(protocol, name, sample[protocol])
  await app.set({ failures: { [name]: null } })
  const hasValue = protocol === 'A' && ['getAnonymousKey', 'getUserKeyForGame'].includes(name)
  const inA = name.startsWith('grantPromotionReward') && protocol === 'A'
  const expected = inA
    ? { value: { errorCode: 'SOME_CODE', message: 'SOME_CODE' } }
    : hasValue
      ? { value: 'ERROR' }
      : { error: { name: 'Error', message: 'SOME_CODE', code: 'SOME_CODE' } }
  expect(outcome).toEqual(expected)
})

describe('arguments in the shape of the other protocol', () => {
  const differing = cases.filter(([name, protocol, sample]) => {
    const other = protocol === 'A' ? 'B' : 'A'
    const shapes = [rowOf(protocol, name)?.[protocol]?.args, rowOf(other, name)?.[other]?.args]
    return sample[other] !== undefined && JSON.stringify(shapes[0]) !== JSON.stringify(shapes[1])
  })
  const foreign = (protocol: Protocol, sample: Sample) => sample[protocol === 'A' ? 'B' : 'A'] as readonly unknown[]

  test('there are such calls', () => {
    expect([...new Set(differing.map(([name]) => name))].sort()).toEqual(
      [
        'completeProductGrant',
        'getStorageItem',
        'getTossShareLink',
        'openURL',
        'removeStorageItem',
        'requestTossPayPaysBilling',
        'setClipboardText',
        'setStorageItem',
      ].sort(),
    )
  })

  test.each(differing)(
    '%s of protocol %s: answered, with a warning that names both',
    async (name, protocol, sample) => {
      const { error, warning } = await app.call(protocol, name, foreign(protocol, sample))
      expect(error).toBeUndefined()
      expect(warning).toContain('SDK 0.x to 2.x')
      expect(warning).toContain('SDK 3.x')
      expect(warning).toContain('assumed')
    },
  )

  test.each(differing)('%s of protocol %s: refused where strict', async (name, protocol, sample) => {
    await app.set({ strict: true })
    const { value, error, warning } = await app.call(protocol, name, foreign(protocol, sample))
    await app.set({ strict: false })
    expect(value).toBeUndefined()
    expect(error?.code).toBe('INVALID_PARAMETER')
    expect(warning).toContain('strict')
  })
})

test('arguments of no shape are refused, and the warning says what the SDK sends', async () => {
  const { error, warning } = await app.call('A', 'setStorageItem', [{ no: 1 }])
  expect(error?.code).toBe('INVALID_PARAMETER')
  expect(warning).toContain('setStorageItem(key, value)')
})

const eventCases = Object.keys(events).flatMap((name) => protocolsOf(name).map((protocol) => [name, protocol] as const))

test.each(eventCases)('%s of protocol %s tells what happens, and ends', async (name, protocol) => {
  const lines = await take(app.subscribe(protocol, name, events[name]?.params)).rest()
  expect(lines.map(({ event }) => (event as { type: string }).type)).toEqual(events[name]?.types)
})

const stayingCases = staying.flatMap((name) => protocolsOf(name).map((protocol) => [name, protocol] as const))

test.each(stayingCases)(
  '%s of protocol %s is heard whenever it is fired, and no more once the page has enough',
  async (name, protocol) => {
    const lines = take(app.subscribe(protocol, name))
    const first = lines.next()
    await expect.poll(() => app.fire(name, { id: 1 })).toEqual({ heard: 1 })
    expect(await first).toEqual({ event: { id: 1 } })
    await app.fire(name, { id: 2 })
    expect(await lines.next()).toEqual({ event: { id: 2 } })
    await lines.stop()
    expect(await app.fire(name)).toEqual({ heard: 0 })
  },
)

test.each([
  ['A', 'updateLocationEvent'],
  ['B', 'startUpdateLocation'],
] as const)('protocol %s: %s tells where the phone is', async (protocol, name) => {
  const lines = take(app.subscribe(protocol, name, { accuracy: 3 }))
  expect(await lines.next()).toEqual({ event: place })
  await lines.stop()
})
