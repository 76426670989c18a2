import { afterAll, beforeAll, expect, test } from 'vitest'
import { pageScript } from '../../mini-app/index.js'
import { type MockServer, startMockServer, type TossApp } from '../../mock-server/index.js'
import { namesIn } from '../../mock-server/toss-side/app/table.js'
import { carrier, openPage, packageScript } from './page.js'

/** Every function of SDK 2.10.8 that calls the Toss app, as a page calls it, and the names that go over the wire. */
const calls: Readonly<Record<string, readonly string[]>> = {
  'sdk.appLogin()': ['appLogin'],
  'sdk.getIsTossLoginIntegratedService()': ['getIsTossLoginIntegratedService'],
  'sdk.getAnonymousKey()': ['getAnonymousKey'],
  'sdk.getUserKeyForGame()': ['getUserKeyForGame'],
  "sdk.getConsentedUserData({ consentedUserDataKey: 'cud' })": ['getConsentedUserData'],
  "sdk.appsInTossSignTossCert({ txId: '1' })": ['appsInTossSignTossCert'],
  "sdk.checkoutPayment({ params: { payToken: 'p' } })": ['checkoutPayment'],
  "sdk.requestTossPayPaysBilling({ params: { wrappedToken: 'w' } })": ['requestTossPayPaysBilling'],
  'sdk.IAP.getProductItemList()': ['iapGetProductItemList'],
  'sdk.IAP.getPendingOrders()': ['getPendingOrders'],
  'sdk.IAP.getCompletedOrRefundedOrders()': ['getCompletedOrRefundedOrders'],
  "sdk.IAP.getCompletedOrRefundedOrders({ key: '1' })": ['getCompletedOrRefundedOrders'],
  "sdk.IAP.completeProductGrant({ params: { orderId: 'o' } })": ['completeProductGrant'],
  "sdk.IAP.getSubscriptionInfo({ params: { orderId: 'o' } })": ['getSubscriptionInfo'],
  "sdk.grantPromotionReward({ params: { promotionCode: 'TEST_WELCOME_POINT', amount: 1 } })": ['grantPromotionReward'],
  "sdk.grantPromotionRewardForGame({ params: { promotionCode: 'TEST_WELCOME_POINT', amount: 1 } })": [
    'grantPromotionRewardForGame',
  ],
  "sdk.Storage.setItem('key', 'value')": ['setStorageItem'],
  "sdk.Storage.getItem('key')": ['getStorageItem'],
  "sdk.Storage.removeItem('key')": ['removeStorageItem'],
  'sdk.Storage.clearItems()': ['clearItems'],
  'sdk.getServerTime()': ['getServerTime'],
  "sdk.getPermission({ name: 'camera', access: 'access' })": ['getPermission'],
  "sdk.requestPermission({ name: 'camera', access: 'access' })": ['requestPermission'],
  "sdk.openPermissionDialog({ name: 'camera', access: 'access' })": ['openPermissionDialog'],
  "sdk.setClipboardText('text')": ['requestPermission', 'setClipboardText'],
  'sdk.getClipboardText()': ['requestPermission', 'getClipboardText'],
  'sdk.getNetworkStatus()': ['getNetworkStatus'],
  'sdk.getCurrentLocation({ accuracy: 3 })': ['requestPermission', 'getCurrentLocation'],
  'sdk.openCamera({ base64: true })': ['requestPermission', 'openCamera'],
  'sdk.fetchAlbumPhotos({ maxCount: 1 })': ['requestPermission', 'fetchAlbumPhotos'],
  "sdk.fetchAlbumItems({ types: ['PHOTO'] })": ['fetchAlbumItems'],
  'sdk.fetchContacts({ size: 1, offset: 0 })': ['requestPermission', 'fetchContacts'],
  "sdk.openPDFViewer({ data: 'JVBERi0=' })": ['openPDFViewer'],
  "sdk.getTossShareLink('intoss://app', 'https://a.test/og.png')": ['getTossShareLink'],
  'sdk.setSecureScreen({ enabled: true })': ['setSecureScreen'],
  'sdk.setScreenAwakeMode({ enabled: true })': ['setScreenAwakeMode'],
  'sdk.closeView()': ['closeView'],
  "sdk.openURL('https://a.test')": ['openURL'],
  "sdk.share({ message: 'hello' })": ['share'],
  "sdk.generateHapticFeedback({ type: 'tickWeak' })": ['generateHapticFeedback'],
  'sdk.setIosSwipeGestureEnabled({ isEnabled: true })': ['setIosSwipeGestureEnabled'],
  "sdk.setDeviceOrientation({ type: 'portrait' })": ['setDeviceOrientation'],
  "sdk.saveBase64Data({ data: 'AA==', fileName: 'a.png', mimeType: 'image/png' })": ['saveBase64Data'],
  "sdk.eventLog({ log_name: 'a', log_type: 'click', params: {} })": ['eventLog'],
  "sdk.partner.addAccessoryButton({ id: 'heart', title: '하트', icon: { name: 'icon-heart-mono' } })": [
    'addAccessoryButton',
  ],
  'sdk.partner.removeAccessoryButton()': ['removeAccessoryButton'],
  'sdk.requestReview()': ['requestReview'],
  "sdk.GoogleAdMob.isAppsInTossAdMobLoaded({ adUnitId: 'unit' })": ['isAppsInTossAdMobLoaded'],
  'sdk.getGameCenterGameProfile()': ['getGameCenterGameProfile'],
  'sdk.openGameCenterLeaderboard()': ['openGameCenterLeaderboard'],
  "sdk.submitGameCenterLeaderBoardScore({ score: '1' })": ['submitGameCenterLeaderBoardScore'],
}

const listener = 'onEvent: resolve, onError: reject'

/** The same for what is listened to: the first event ends the wait. */
const events: Readonly<Record<string, string>> = {
  [`sdk.GoogleAdMob.loadAppsInTossAdMob({ options: { adGroupId: 'g' }, ${listener} })`]: 'loadAppsInTossAdMob',
  [`sdk.GoogleAdMob.showAppsInTossAdMob({ options: { adGroupId: 'g' }, ${listener} })`]: 'showAppsInTossAdMob',
  [`sdk.loadFullScreenAd({ options: { adGroupId: 'g' }, ${listener} })`]: 'loadFullScreenAd',
  [`sdk.showFullScreenAd({ options: { adGroupId: 'g' }, ${listener} })`]: 'showFullScreenAd',
  [`sdk.contactsViral({ options: { moduleId: 'm' }, ${listener} })`]: 'contactsViral',
  [`sdk.requestNotificationAgreement({ options: { templateCode: 'T' }, ${listener} })`]: 'requestNotificationAgreement',
  [`sdk.startUpdateLocation({ options: { accuracy: 3, timeInterval: 1, distanceInterval: 1 }, ${listener} })`]:
    'updateLocationEvent',
}

/** Told in files of their own, fired by hand, or sent by no function of the SDK that a page can call. */
const elsewhere = [
  ...['requestOneTimePurchase', 'requestSubscriptionPurchase', 'processProductGrant', 'iapCreateOneTimePurchaseOrder'],
  ...['backEvent', 'homeEvent', 'navigationAccessoryEvent', 'safeAreaInsetsChange', 'appBridgeCallbackEvent'],
  ...['onVisibilityChangedByTransparentServiceWeb', 'debugLog', 'memoryDebugLog', 'tossAdEventLog'],
]

let mock: MockServer
let app: TossApp
let run: <Value>(code: string) => Value
beforeAll(async () => {
  mock = await startMockServer({ controlPort: false })
  app = mock.toss.app
  const scripts = [await pageScript(app, { binding: 'carry' }), await packageScript('sdk', '@apps-in-toss/web-bridge')]
  run = openPage(scripts, { globals: { carry: carrier(app) } }).run
})
afterAll(() => mock.close())

/** What went over the wire meanwhile. */
async function sentBy(work: () => Promise<unknown>) {
  const before = (await app.calls()).length
  await work()
  return (await app.calls()).slice(before)
}

test('each call of the table is one that the SDK makes, or that is tested elsewhere', () => {
  const known = [...Object.values(calls).flat(), ...Object.values(events), ...elsewhere]
  expect(namesIn('A').filter((name) => !known.includes(name))).toEqual([])
})

test.each(Object.entries(calls))('%s is answered, in the shape of its own protocol', async (expression, names) => {
  const sent = await sentBy(() => run<Promise<unknown>>(expression))
  expect(sent.map(({ name }) => name)).toEqual(names)
  expect(sent.map(({ outcome }) => outcome)).toEqual(names.map(() => 'value'))
  expect(sent.map(({ warning }) => warning ?? '').join()).not.toMatch(/is the shape of|sends/)
})

test.each(Object.entries(events))('%s is heard', async (expression, name) => {
  const sent = await sentBy(() => run<Promise<unknown>>(`new Promise((resolve, reject) => { ${expression} })`))
  expect(sent.map((call) => [call.name, call.warning])).toEqual([[name, null]])
})
