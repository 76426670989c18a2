/**
 * A stand-in for the SDK 3.x, which is not on the registry: the calls on the wire as 3.3.0 makes them (read in its published
 * code), over the genuine transport `@webview-bridge/web`. A global `sdk` of the page; the transport is the global `transport`.
 */
export const sdk3 = `globalThis.sdk = (() => {
  const bridge = transport.linkBridge({ timeout: 0, throwOnError: true })
  const revived = (value) => {
    if (!value || value.__instanceof !== 'Error') return value
    const { __instanceof, message, ...rest } = value
    return Object.assign(new Error(message), rest)
  }
  const call = async (method, ...args) => {
    const value = revived(await bridge.loose[method](...args))
    if (value instanceof Error) throw value
    return value
  }
  const listeners = new Map()
  bridge.addEventListener('appsInTossEvent', ({ subscriptionId, kind, payload }) => {
    const { onEvent, onError } = listeners.get(subscriptionId) ?? {}
    if (kind === 'event') onEvent?.(payload)
    else onError?.(revived(payload))
  })
  let subscriptions = 0
  const subscribe = (method, params, listener) => {
    const subscriptionId = 'subscription-' + ++subscriptions
    listeners.set(subscriptionId, listener)
    void call('__subscribeAppEvent', { method, subscriptionId, params })
    return () => {
      listeners.delete(subscriptionId)
      void call('__unsubscribeAppEvent', { subscriptionId })
    }
  }
  const constant = (name) => window.__appsInTossConstants[name]
  return {
    call,
    subscribe,
    constant,
    appLogin: () => call('appLogin'),
    checkoutPayment: (options) => call('checkoutPayment', options),
    IAP: {
      createOneTimePurchaseOrder({ options: { sku, processProductGrant }, onEvent, onError }) {
        return subscribe('requestOneTimePurchase', { sku }, {
          onError,
          async onEvent(event) {
            if (event.type !== 'purchased') return onEvent(event)
            const { orderId } = event.data
            const isProductGranted = await processProductGrant({ orderId })
            await call('processProductGrant', { orderId, isProductGranted }).catch(onError)
          },
        })
      },
    },
  }
})()`
