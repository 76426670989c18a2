import { features, type OperationId, operation, operations } from '../../contracts/index.js'
import { judgeWrongMethod } from '../../verify/safe-set/http.js'
import { exampleOf, type Stage } from './stage.js'

const all = operations.map(({ id }) => id)

/** What every operation answers alike: bad bodies, features that are off or down, wrong methods. */
export async function everyOperationLife(stage: Stage): Promise<void> {
  const { app, notebook } = stage
  for (const id of all) {
    const malformed = { headers: { ...exampleOf(id).headers, 'Content-Type': 'application/json' }, text: '{"broken":' }
    // The body of a GET is not read.
    if (id !== 'login.loginMe') {
      notebook.failure(await app.call(id, malformed), 'INVALID_PARAMETER', ['http/malformed-json'])
    }
    await wrongMethod(stage, id)
  }
  await app.toss.patch('/settings', { featuresOff: [...features] })
  for (const id of all) notebook.failure(await app.call(id, exampleOf(id)), '4050')
  const order = ['http/order-of-checks']
  const noUser = await app.call('pay.getPaymentStatus', exampleOf('pay.getPaymentStatus'))
  notebook.failure(noUser, '4050', order)
  notebook.failure(await app.call('pay.getPaymentStatus', { json: {} }), 'INVALID_PARAMETER', order)
  await app.toss.patch('/settings', { featuresOff: [], featuresDown: [...features] })
  for (const id of all) notebook.failure(await app.call(id, exampleOf(id)), 'INTERNAL_ERROR')
  await app.toss.patch('/settings', { featuresDown: [] })

  const input = exampleOf('login.loginMe')
  const host = { ...input, headers: { ...input.headers, Host: 'apps-in-toss-api.toss.im' } }
  notebook.failure(await app.call('login.loginMe', host), 'OAUTH_ISSUE_TOKEN_ERROR', ['http/any-host-header'])
  await encoding(stage)
  const large = await app.call('login.generateToken', {
    json: { authorizationCode: 'x'.repeat(1024 * 1024), referrer: 'DEFAULT' },
  })
  // A server may close the connection while it is still being sent to.
  if (large.status === 0) notebook.cannot('http/body-too-large', `no answer could be read: ${large.seen}`)
  else notebook.failure(large, 'INVALID_PARAMETER', ['http/body-too-large'])
}

/** A name in EUC-KR, as servers in Korea still write it. */
async function encoding({ app, notebook }: Stage): Promise<void> {
  const text = Buffer.concat([Buffer.from('{"code":"'), Buffer.from([0xb1, 0xe8]), Buffer.from('"}')])
  const answer = await app.call('anonymousKey.exchange', { headers: { 'Content-Type': 'application/json' }, text })
  const isRefused = answer.errorCode === 'INVALID_PARAMETER'
  notebook.shows('request.encoding', isRefused ? 'utf-8-only' : 'any', 'anonymousKey.exchange')
  notebook.failure(answer, isRefused ? 'INVALID_PARAMETER' : '4011')
}

async function wrongMethod({ app, notebook }: Stage, id: OperationId): Promise<void> {
  const wrong = operation(id).method === 'GET' ? { method: 'POST', json: {} } : { method: 'GET' }
  const answer = await app.call(id, wrong)
  judgeWrongMethod(answer, notebook, id === 'iap.getOrderStatus' ? [`${id}/orderStatus.postOnly`] : [])
}
