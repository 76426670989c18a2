import { IAP } from '@apps-in-toss/web-bridge'
import { ask } from './backend'
import { addButton } from './page'

addButton('보석 100개 사기', async () => {
  await grantPending()
  const list = await IAP.getProductItemList()
  const gems = list?.products.find(({ displayName }) => displayName === '보석 100개')
  if (gems === undefined) return '파는 보석이 없어요'
  await buy(gems.sku)
  const { count } = await ask<{ count: number }>('/gems')
  return `보석이 ${count}개 있어요`
})

function buy(sku: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const cleanup = IAP.createOneTimePurchaseOrder({
      options: { sku, processProductGrant: ({ orderId }) => grant(orderId) },
      onEvent: () => {
        cleanup()
        resolve()
      },
      onError: (error) => {
        cleanup()
        reject(error)
      },
    })
  })
}

/** 토스 앱이 30초 동안 기다려요. 여기서 던진 오류는 아무에게도 전달되지 않아요. */
async function grant(orderId: string): Promise<boolean> {
  try {
    const { granted } = await ask<{ granted: boolean }>('/gems/grant', { orderId })
    return granted
  } catch {
    return false
  }
}

/** 결제했지만 지급하지 못한 주문이 남아 있을 수 있어요. 지급하는 동안 화면을 닫은 경우예요. */
async function grantPending(): Promise<void> {
  const pending = await IAP.getPendingOrders()
  for (const { orderId } of pending?.orders ?? []) {
    if (await grant(orderId)) await IAP.completeProductGrant({ params: { orderId } })
  }
}
