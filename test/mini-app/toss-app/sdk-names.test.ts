import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { type Protocol, startMockServer } from '../../../mock-server/index.js'
import { rowOf, unsupported } from '../../../mock-server/toss-side/app/table.js'

// The names of the SDK's calls, read in the published packages: a new one has to be answered, or named as not supported.
const installed = dirname(createRequire(import.meta.url).resolve('@apps-in-toss/web-bridge'))

interface Names {
  readonly Async: readonly string[]
  readonly Event: readonly string[]
  readonly Constant: readonly string[]
}

/** What 2.10.8 sends. bridge.js exports calls by names that index.js exports anew, and these win. */
function namesOfA(): Names {
  const [index, bridge] = ['index.js', 'bridge.js'].map((file) => readFileSync(join(installed, file), 'utf8'))
  const exported = (/export \{([^}]*)\};?\s*$/.exec(index as string)?.[1] ?? '').split(',').map((name) => name.trim())
  const overridden = new RegExp(`export var (${exported.join('|')})=[^;]*;`, 'g')
  const source = `${index}\n${bridge?.replaceAll(overridden, '')}`
  const named = (kind: string) => [
    ...new Set(
      [...source.matchAll(new RegExp(`create${kind}Bridge\\(\\s*"([^"]+)"`, 'g'))].map(([, name]) => name as string),
    ),
  ]
  return { Async: named('Async'), Event: named('Event'), Constant: named('Constant') }
}

/** Events of A that are listened to by a name which the page gives. */
const eventsByName = ['backEvent', 'homeEvent', 'navigationAccessoryEvent', 'appBridgeCallbackEvent']

/** What 3.3.0 sends, read in its published code; createAnonymousKeyAuthCode came with 3.6, and its name is assumed. */
const namesOfB: Pick<Names, 'Async' | 'Event'> = {
  Async: `addAccessoryButton appLogin appsInTossSignTossCert checkoutPayment clearStorage closeView completeProductGrant
    eventLog fetchAlbumItems fetchAlbumPhotos fetchContacts generateHapticFeedback getAnonymousKey
    getCachedStatusAppsInTossAdmob getClipboardText getCompletedOrRefundedOrders getConsentedUserData getCurrentLocation
    getDeclaredAgeRange getGameCenterGameProfile getIsTossLoginIntegratedService getNetworkStatus getPendingOrders
    getPermission getServerTime getStorageItem getStorageItems getSubscriptionInfo getTossShareLink getViralCampaign
    grantPromotionReward iapCreateOneTimePurchaseOrder iapGetProductItemList loadAppsInTossAdmob openCamera
    openGameCenterLeaderboard openPDFViewer openPermissionDialog openURL processProductGrant removeAccessoryButton
    removeStorageItem requestMiniAppReview requestPermission requestTossPayPaysBilling requestWebStorageMigration
    saveBase64Data setClipboardText setDeviceOrientation setIosSwipeGestureEnabled setScreenAwakeMode setSecureScreen
    setStorageItem setStorageItems share shareViralCampaign submitGameCenterLeaderBoardScore
    createAnonymousKeyAuthCode`.split(/\s+/),
  Event: `backEvent contactsViral gameInfoOverlayHidden homeEvent loadFullScreenAd navigationAccessoryEvent
    onVisibilityChangedByTransparentServiceWeb requestNotificationAgreement requestOneTimePurchase
    requestSubscriptionPurchase safeAreaInsetsChange showAppsInTossAdmob showFullScreenAd startUpdateLocation`.split(
    /\s+/,
  ),
}

const flagsOfB =
  `GetCachedStatusAppsInTossAdmob LoadAppsInTossAdmob ShowAppsInTossAdmob LoadFullScreenAd ShowFullScreenAd
  FetchAlbumItems GetServerTime OpenPDFViewer RequestOneTimePurchase RequestReview GetStorageItems SetStorageItems
  RequestTossPayPaysBilling GetConsentedUserData GetDeclaredAgeRange`
    .split(/\s+/)
    .map((name) => `is${name}Supported`)

function unanswered(protocol: Protocol, { Async, Event }: Pick<Names, 'Async' | 'Event'>): string[] {
  const isKnown = (name: string, kind: string) =>
    rowOf(protocol, name)?.kind === kind || Object.hasOwn(unsupported[protocol], name)
  return [...Async.filter((name) => !isKnown(name, 'call')), ...Event.filter((name) => !isKnown(name, 'event'))]
}

test('every call and event of SDK 2.10.8 is answered, or named as not supported', () => {
  const names = namesOfA()
  // The events that pages listen to by name are in no text of the package.
  expect(names.Async.length + names.Event.length).toBeGreaterThan(65)
  // `startUpdateLocation` of bridge.js is exported anew by index.js, as `updateLocationEvent`.
  const { Event } = names
  expect(Event).toContain('updateLocationEvent')
  expect(unanswered('A', { Async: names.Async, Event: [...Event, ...eventsByName] })).toEqual([])
})

test('every call and event of SDK 3.3.0 is answered, or named as not supported', () => {
  expect(unanswered('B', namesOfB)).toEqual([])
})

test('every constant and flag of both is there, and a flag says whether its call is answered', async () => {
  await using mock = await startMockServer({ controlPort: false })
  const A = (await mock.toss.app.constants('A')).constants
  const B = (await mock.toss.app.constants('B')).constants
  expect(namesOfA().Constant.filter((name) => !(name in A))).toEqual([])
  expect(A).toMatchObject({ requestReview_isSupported: true, getDeclaredAgeRange_isSupported: false })
  expect(flagsOfB.filter((name) => typeof B[name] !== 'boolean')).toEqual([])
  expect(B).toMatchObject({
    isRequestOneTimePurchaseSupported: true,
    isRequestReviewSupported: true,
    isGetDeclaredAgeRangeSupported: false,
  })
})

test('nothing is in the table and among the unsupported', () => {
  for (const protocol of ['A', 'B'] as const) {
    expect(Object.keys(unsupported[protocol]).filter((name) => rowOf(protocol, name) !== undefined)).toEqual([])
  }
})
