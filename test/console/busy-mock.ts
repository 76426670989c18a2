import { createServer } from 'node:http'
import { request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createClient } from '../../client/index.js'
import { type MockServer, type MockServerOptions, startMockServer } from '../../mock-server/index.js'

/** A mock in which much has happened: people, money, messages, mistakes; and a partner's server that was called back. */
export async function startBusyMock(options: MockServerOptions = {}) {
  const mock = await startMockServer({ logLevel: 'silent', ...options })
  const { toss } = mock
  const partner = await startPartner()
  await toss.callbacks.setUnlink({ url: `${partner.url}/toss/unlink`, basicAuth: 'toss:secret' })
  await toss.callbacks.setSubscription({ url: `${partner.url}/toss/webhook`, basicAuth: 'toss:secret', verify: false })
  const client = createClient({ ...mock.clientTls, baseUrl: mock.baseUrl, decryption: mock.decryption })
  const people: number[] = []
  for (const name of ['김토스', '이하늘', '박서준', '최유나', '정민호', '한지우', '오세훈', '윤아름']) {
    const login = await toss.logIn({ profile: { name } })
    const { accessToken } = await client.login.generateToken(login)
    people.push(login.userKey)
    if (people.length < 4) await client.login.loginMe({ accessToken })
  }
  const userKey = (index: number) => people[index] as number
  await money(mock, client, userKey)
  for (let index = 0; index < 4; index++) {
    await client.messenger.sendMessage({ userKey: userKey(index), templateSetCode: 'WELCOME_MESSAGE', context: {} })
  }
  await mistakes(mock, userKey(0))
  await toss.unlink(userKey(6))
  await toss.certificates.issue({ validDays: 20 })
  await toss.faults.add({
    operation: 'pay.executePayment',
    when: { next: 3 },
    fault: { kind: 'latency', milliseconds: 1_500 },
  })
  await toss.app.set({ answers: 'ask', userKey: userKey(0) })
  return {
    mock,
    client,
    people,
    async close() {
      client.close()
      await mock.close()
      await partner.close()
    },
  }
}

export type BusyMock = Awaited<ReturnType<typeof startBusyMock>>

async function money(
  { toss }: MockServer,
  client: ReturnType<typeof createClient>,
  userKey: (index: number) => number,
) {
  const wanted = [
    ['티셔츠 2장', 58_000],
    ['원두 500g', 17_500],
    ['여행용 가방', 129_000],
    ['블루투스 스피커', 89_000],
    ['커피 쿠폰', 4_500],
  ] as const
  const tokens: string[] = []
  for (const [index, [productDesc, amount]] of wanted.entries()) {
    const { payToken } = await client.pay.makePayment({
      userKey: userKey(index),
      orderNo: `2026-12-01-${1001 + index}`,
      productDesc,
      amount,
      amountTaxFree: 0,
      isTestPayment: false,
    })
    tokens.push(payToken)
  }
  const token = (index: number) => tokens[index] as string
  await toss.payments.approve(token(1))
  await toss.payments.approve(token(2))
  await client.pay.executePayment({
    userKey: userKey(2),
    payToken: token(2),
    orderNo: '2026-12-01-1003',
    isTestPayment: false,
  })
  await toss.payments.cancel(token(3))
  await toss.orders.purchase({ userKey: userKey(1) })
  const { orderId } = await toss.orders.start({ userKey: userKey(2) })
  await toss.orders.pay(orderId)
  await client.iap.getOrderStatus({ userKey: userKey(2), orderId })
  await toss.orders.start({ userKey: userKey(3) })
  await toss.subscriptions.create({ userKey: userKey(4) })
  const cancelled = await toss.subscriptions.create({ userKey: userKey(5) })
  await toss.subscriptions.cancelAutoRenewal(cancelled.orderId)
  for (let index = 0; index < 3; index++) {
    const { key } = await client.promotion.getKey({ userKey: userKey(index) })
    await client.promotion.executePromotion({
      userKey: userKey(index),
      promotionCode: 'WELCOME_POINT',
      key,
      amount: 100,
    })
  }
  await toss.promotions.create({ code: 'FIRST_ORDER', budget: 100_000, perGrantLimit: 500, approved: false })
}

const api = '/api-partner/v1/apps-in-toss'

/** What beginners do wrong. */
async function mistakes(mock: MockServer, userKey: number): Promise<void> {
  const user = { 'x-toss-user-key': String(userKey) }
  await sendRaw(mock, { path: `${api}/user/oauth2/login-me`, headers: { authorization: 'Bearer nonsense' } })
  await sendRaw(mock, {
    path: `${api}/user/oauth2/generate-token`,
    body: { authorizationCode: 'x', referer: 'DEFAULT' },
  })
  const order = { orderNo: 'order-1', productDesc: '모자', amount: '25000', amountTaxFree: 0, isTestPayment: false }
  await sendRaw(mock, { path: `${api}/pay/make-payment`, headers: user, body: order })
  await sendRaw(mock, { path: '/api-partner/v1/nowhere' })
  await sendRaw(mock, { path: '/', tls: { cert: undefined, key: undefined } })
  await sendRaw(mock, { path: '/', tls: await mock.toss.certificates.bad('expired') })
}

/** A request as nobody's client would send it; resolves when it has been answered or refused. */
export async function sendRaw(
  mock: MockServer,
  options: {
    readonly path: string
    readonly headers?: Record<string, string>
    readonly body?: unknown
    readonly tls?: { readonly cert: string | undefined; readonly key: string | undefined }
  },
): Promise<void> {
  const { path, headers = {}, body, tls: { cert, key } = mock.clientTls } = options
  const { hostname, port } = new URL(mock.baseUrl)
  await new Promise<void>((resolve) => {
    const sent = request({
      ...{ hostname, port, path, agent: false, ca: mock.clientTls.ca, cert, key },
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json', ...headers },
    })
    sent.on('error', () => resolve())
    sent.on('response', (answer) => answer.resume().on('end', resolve))
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

/** The partner's server: it takes the unlink callback, and is not ready for webhooks yet. */
async function startPartner() {
  const server = createServer((asked, answer) => {
    asked.resume().on('end', () => {
      const isReady = asked.url?.includes('unlink') === true
      answer.writeHead(isReady ? 200 : 500).end(isReady ? 'ok' : 'not yet')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
