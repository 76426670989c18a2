import { checkoutPayment } from '@apps-in-toss/web-bridge'
import { ask } from './backend'
import { addButton } from './page'

addButton('티셔츠 25,000원 결제하기', async () => {
  const { payToken } = await ask<{ payToken: string }>('/shirt/order')
  const { success, reason } = await checkoutPayment({ params: { payToken } })
  if (!success) return reason ?? '결제하지 않았어요'
  const { paid } = await ask<{ paid: number }>('/shirt/pay', { payToken })
  return `${paid.toLocaleString('ko-KR')}원을 결제했어요`
})
