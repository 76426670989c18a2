import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'

/** 미니앱의 서버예요. client는 파트너 API를 호출해요: 개발할 때는 목 서버를, 운영에서는 토스를. */
export function createBackend(client) {
  /** 세션마다 로그인한 사용자. 실제 서비스에서는 데이터베이스에 저장하세요. */
  const users = new Map()
  /** 이미 지급한 주문. 같은 주문을 두 번 지급하지 않아요. */
  const granted = new Set()

  const routes = {
    async '/api/login'({ authorizationCode, referrer }) {
      const { accessToken } = await client.login.generateToken({ authorizationCode, referrer })
      const { userKey, name } = await client.login.loginMe({ accessToken })
      const session = randomUUID()
      users.set(session, { userKey, gems: 0 })
      return { session, name }
    },
    '/api/gems': (_body, user) => ({ count: user.gems }),
    async '/api/gems/grant'({ orderId }, user) {
      if (granted.has(orderId)) return { granted: true }
      // 화면의 말을 믿지 않고, 토스에 물어봐요.
      const { status } = await client.iap.getOrderStatus({ userKey: user.userKey, orderId })
      if (status !== 'PAYMENT_COMPLETED') return { granted: false }
      granted.add(orderId)
      user.gems += 100
      return { granted: true }
    },
    async '/api/shirt/order'(_body, { userKey }) {
      const { payToken } = await client.pay.makePayment({
        userKey,
        orderNo: randomUUID(),
        productDesc: '토스 티셔츠',
        ...client.pay.amounts({ total: 25_000 }),
        isTestPayment: true,
      })
      return { payToken }
    },
    async '/api/shirt/pay'({ payToken }, { userKey }) {
      const { amount } = await client.pay.executePayment({ userKey, payToken, isTestPayment: true })
      return { paid: amount }
    },
  }

  async function answer(request) {
    const route = routes[request.url]
    const user = users.get(request.headers['x-session'])
    if (request.method !== 'POST' || route === undefined) return [404, { error: 'NOT_FOUND' }]
    if (user === undefined && request.url !== '/api/login') return [401, { error: '먼저 로그인하세요' }]
    let text = ''
    for await (const part of request.setEncoding('utf8')) text += part
    return [200, await route(JSON.parse(text), user)]
  }

  return createServer(async (request, response) => {
    const [status, body] = await answer(request).catch((error) => {
      console.error(error.message)
      return [502, { error: error.errorCode ?? error.code ?? 'ERROR' }]
    })
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
}
