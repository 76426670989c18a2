// The wire calls of SDK 3.3.0, as far as the stories need them: names, shapes of arguments and answers are those of 3.3.0, the
// sentences are ours. The transport below is the genuine one.
import { linkBridge } from '@webview-bridge/web'

const bridge = linkBridge({ timeout: 0 })

/** A failing method is answered with a description of its error. */
function revived(value) {
  if (value?.__instanceof !== 'Error') return value
  const { __instanceof, ...fields } = value
  return Object.assign(new Error(value.message), fields)
}

async function call(method, ...args) {
  const value = revived(await bridge.loose[method](...args))
  if (value instanceof Error) throw value
  return value
}

function subscribe(method, params, { onEvent, onError }) {
  const subscriptionId = crypto.randomUUID()
  const forget = bridge.addEventListener('appsInTossEvent', (message) => {
    if (message.subscriptionId !== subscriptionId) return
    if (message.kind === 'error') onError(revived(message.payload))
    else onEvent(message.payload)
  })
  call('__subscribeAppEvent', { method, subscriptionId, params }).catch(onError)
  return () => {
    forget()
    call('__unsubscribeAppEvent', { subscriptionId }).catch(() => {})
  }
}

const constant = (name) => window.__appsInTossConstants[name]
const constantOf = (name) => () => constant(name)

export const getOperationalEnvironment = constantOf('operationalEnvironment')
export const getTossAppVersion = constantOf('tossAppVersion')
export const getPlatformOS = constantOf('platformOS')
export const getLocale = constantOf('locale')
export const getSchemeUri = constantOf('schemeUri')
export const getDeviceId = constantOf('deviceId')
export const getGroupId = constantOf('groupId')
export const SafeAreaInsets = { get: constantOf('safeAreaInsets') }
export const getAppsInTossGlobals = constantOf('appsInTossGlobals')

export const appLogin = () => call('appLogin')
export const getIsTossLoginIntegratedService = () => call('getIsTossLoginIntegratedService')
export const getAnonymousKey = () => call('getAnonymousKey')
export const createAnonymousKeyAuthCode = () => call('createAnonymousKeyAuthCode')
export const checkoutPayment = (options) => call('checkoutPayment', options)
export const grantPromotionReward = (options) => call('grantPromotionReward', options)
export const getServerTime = async () => (await call('getServerTime')).serverTime
export const getNetworkStatus = () => call('getNetworkStatus')
export const getTossShareLink = async (url, ogImageUrl) =>
  (await call('getTossShareLink', { url, ogImageUrl })).shareLink
export const eventLog = (options) => call('eventLog', options)

export const Storage = {
  getItem: (key) => call('getStorageItem', { key }),
  setItem: (key, value) => call('setStorageItem', { key, value }),
  removeItem: (key) => call('removeStorageItem', { key }),
  clearItems: () => call('clearStorage'),
}

function purchase(method, { options, onEvent, onError }) {
  const { processProductGrant, ...params } = options
  return subscribe(method, params, {
    onError,
    async onEvent(event) {
      if (event.type !== 'purchased') return onEvent(event)
      const isProductGranted = await processProductGrant(event.data)
      await call('processProductGrant', { orderId: event.data.orderId, isProductGranted }).catch(onError)
    },
  })
}

export const IAP = {
  getProductItemList: () => call('iapGetProductItemList'),
  createOneTimePurchaseOrder: ({ options, ...listeners }) => {
    if (constant('isRequestOneTimePurchaseSupported') !== true) throw new Error('the purchase call of the past')
    return purchase('requestOneTimePurchase', { options, ...listeners })
  },
  createSubscriptionPurchaseOrder: (params) =>
    purchase('requestSubscriptionPurchase', { ...params, options: { offerId: null, ...params.options } }),
  getPendingOrders: () => call('getPendingOrders'),
  getCompletedOrRefundedOrders: () => call('getCompletedOrRefundedOrders', {}),
  completeProductGrant: ({ params }) => call('completeProductGrant', params),
  getSubscriptionInfo: ({ params }) => call('getSubscriptionInfo', { params }),
}

const listenTo = (method) => (listeners) => subscribe(method, {}, listeners)
export const graniteEvent = {
  addEventListener: (name, listeners) => listenTo(name)(listeners),
}

/** A call that 3.3.0 does not have. */
export const unknown = (method, ...args) => call(method, ...args)
