import { randomUUID } from 'node:crypto'
import type { OrderStatus } from '../../contracts/index.js'
import { noteWithoutOrder } from '../../verify/without-order.js'
import type { Stage } from './stage.js'

const operation = 'iap.getOrderStatus'
const named = (...names: string[]) => names.map((name) => `${operation}/${name}`)

/** Orders from their start to their end. */
export async function ordersLife({ app, other, control, notebook }: Stage): Promise<void> {
  const [user, somebody] = [await app.user(), await app.user()]
  const start = async (options: object = {}): Promise<string> => {
    const { orderId } = await app.toss.post('/orders', { userKey: user.userKey, ...options })
    return orderId
  }
  const step = (orderId: string, name: string, options: object = {}) =>
    app.toss.post(`/orders/${orderId}/${name}`, options)
  const ask = (orderId: string, headers: Record<string, string> = user.by) =>
    app.call(operation, { headers, json: { orderId } })
  const arrows = named('orderStatus.arrows')

  const orderId = await start()
  notebook.success(await ask(orderId), arrows, { orderId, status: 'ORDER_IN_PROGRESS' })
  await step(orderId, 'pay')
  const paid = await ask(orderId)
  const meaning = (paid.success as { status?: unknown } | undefined)?.status === 'PURCHASED' ? '2025' : '2026'
  notebook.shows('iap.paidStatusMeaning', meaning, operation)
  const now = (status: OrderStatus): OrderStatus => {
    if (meaning === '2026') return status
    return status === 'PURCHASED' ? 'PAYMENT_COMPLETED' : 'PURCHASED'
  }
  notebook.success(paid, arrows, { orderId, status: now('PAYMENT_COMPLETED') })
  await step(orderId, 'grant', { granted: true })
  notebook.success(await ask(orderId), arrows, { status: now('PURCHASED') })
  for (const by of [somebody.by, { 'x-anon-key': somebody.anonKey }]) {
    const byOther = await ask(orderId, by)
    const isFound = (byOther.success as { status?: unknown } | undefined)?.status === now('PURCHASED')
    notebook.shows('iap.orderOwner', isFound ? 'mini-app' : 'user', operation)
    const owner = named('orderStatus.owner', 'orderStatus.notOwner')
    if (isFound) notebook.success(byOther, owner, { orderId })
    else noteWithoutOrder(notebook, byOther, owner, { orderId, status: 'NOT_FOUND' })
  }
  const byNobody = await ask(orderId, {})
  const wantsUser = byNobody.errorCode === '4010'
  notebook.shows('iap.userHeader', wantsUser ? 'required' : 'optional', operation)
  if (wantsUser) notebook.failure(byNobody, '4010')
  else notebook.success(byNobody, named('orderStatus.owner'), { status: now('PURCHASED') })
  notebook.holds(named('orderStatus.orderIds'), isTimed(orderId) ? 'UUID v7' : 'no UUID v7', {
    field: 'orderId',
    expected: 'a UUID of version 7',
    holds: isTimed(orderId),
  })
  await step(orderId, 'refund')
  notebook.success(await ask(orderId), arrows, { status: 'REFUNDED' })
  const { now: clock } = await control.get('/clock')
  const isInKorea = isAbout(Date.parse(clock), paid.success)
  const rule = { field: 'response.body.success.statusDeterminedAt', expected: 'Korean time', holds: isInKorea }
  notebook.holds(named('orderStatus.koreanTime'), isInKorea ? 'now, in Korean time' : 'not now in Korean time', rule)

  const failed = await start()
  await step(failed, 'fail')
  notebook.success(await ask(failed), arrows, { status: 'FAILED' })
  const ungranted = await start()
  await step(ungranted, 'pay')
  await step(ungranted, 'refund')
  notebook.success(await ask(ungranted), arrows, { status: 'REFUNDED' })

  const always = named('orderStatus.alwaysSuccess', 'orderStatus.noAmount')
  const faulty = await start()
  await step(faulty, 'provider-fault', { isFaulty: true })
  noteWithoutOrder(notebook, await ask(faulty), always, { status: 'ERROR' })
  const invented = await ask(randomUUID())
  noteWithoutOrder(notebook, invented, always, { status: 'NOT_FOUND' })
  notebook.success(invented, named('orderStatus.unknownReason'), { reason: '' })
  const { orderId: foreign } = await other.toss.post('/orders')
  noteWithoutOrder(notebook, await ask(foreign), always, { status: 'MINIAPP_MISMATCH' })

  const late = await start({ notFoundForSeconds: 600 })
  const lag = named('orderStatus.lag')
  notebook.success(await ask(late), lag, { status: 'NOT_FOUND' })
  const slow = await start()
  await step(slow, 'pay', { inProgressForSeconds: 600 })
  notebook.success(await ask(slow), lag, { status: 'ORDER_IN_PROGRESS' })

  const unlinked = await app.user()
  await app.toss.post(`/users/${unlinked.userKey}/unlink`, {})
  notebook.failure(await ask(orderId, unlinked.by), '4010')
}

/** Whether an id is a UUID of version 7. */
function isTimed(id: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)
}

/** Whether an order’s moment, read as Korean time, is about `now`. */
function isAbout(now: number, success: unknown): boolean {
  const { statusDeterminedAt } = (success ?? {}) as { statusDeterminedAt?: unknown }
  return Math.abs(Date.parse(`${String(statusDeterminedAt)}+09:00`) - now) < 60_000
}
