// 시험할 미니앱의 코드예요. 운영에서와 똑같이 SDK를 호출해요.
import { appLogin, IAP } from '@apps-in-toss/native-modules'

/** 우리 서버가 AccessToken으로 바꿀 코드예요. */
export async function logIn(server) {
  const { authorizationCode, referrer } = await appLogin()
  return server.logIn({ authorizationCode, referrer })
}

/** 산 상품의 주문 번호, 또는 사지 못한 이유예요. */
export function buy(server, sku) {
  return new Promise((resolve) => {
    const cleanup = IAP.createOneTimePurchaseOrder({
      options: { sku, processProductGrant: ({ orderId }) => server.grant(orderId).catch(() => false) },
      onEvent: ({ data }) => {
        cleanup()
        resolve({ orderId: data.orderId })
      },
      onError: ({ code }) => {
        cleanup()
        resolve({ code })
      },
    })
  })
}
