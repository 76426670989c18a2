import { type CallbackId, checkCallback, type VariantChoices } from '../../contracts/index.js'
import { type Difference, difference } from '../../verify/difference.js'
import type { Received } from './callback-receiver.js'
import type { MiniApp, Stage } from './stage.js'

const unlink = 'callbacks.unlink'
const basicAuth = 'verify:콜백'
const basic = `Basic ${Buffer.from(basicAuth).toString('base64')}`
const named = (...names: string[]) => names.map((name) => `${unlink}/${name}`)

/** The unlink callback: its two shapes, what counts as taken, and that it is sent once. */
export async function unlinkLife({ app, receiver, notebook }: Stage): Promise<void> {
  const unlinkAt = async (path: string, method: 'GET' | 'POST', referrer = 'UNLINK') => {
    const { userKey } = await app.user()
    await app.toss.put('/callbacks/unlink', { url: `${receiver.url}${path}`, method, basicAuth })
    const { delivery } = await app.toss.post(`/users/${userKey}/unlink`, { referrer })
    return { userKey, delivery, received: receiver.at(path) }
  }
  for (const method of ['GET', 'POST'] as const) {
    const { userKey, delivery, received } = await unlinkAt(`/unlink-${method}`, method, 'WITHDRAWAL_TERMS')
    const [sent] = received
    if (sent === undefined) throw new Error(`the server did not reach ${receiver.url}: ${delivery?.error}`)
    const ids = named(method, 'url', 'method', 'basicAuth', 'Authorization')
    notebook.note(ids, describe(sent), callbackDifferences(unlink, sent))
    const payload = (method === 'GET' ? sent.query : sent.body) as { userKey?: unknown; referrer?: unknown }
    const isRight = String(payload.userKey) === String(userKey) && payload.referrer === 'WITHDRAWAL_TERMS'
    notebook.holds(named(method), isRight ? 'the user and the reason' : 'another user or reason', {
      field: `${unlink} ${method}`,
      expected: 'the user who unlinked, and why',
      holds: isRight,
    })
    const isBasic = sent.headers.authorization === basic
    notebook.holds(named('basicAuth', 'Authorization'), isBasic ? 'Basic, the value in Base64' : 'another value', {
      field: `${unlink} Authorization`,
      expected: 'Basic, the value in Base64',
      holds: isBasic,
    })
  }
  for (const [status, isTaken] of [
    [204, true],
    [302, false],
    [500, false],
  ] as const) {
    const path = `/unlink-${status}`
    receiver.answer(path, status)
    const { delivery } = await unlinkAt(path, 'POST')
    await app.toss.post('/callbacks/settled', {})
    const seen = `${status}: ${delivery.delivered ? 'taken' : 'not taken'}`
    notebook.holds(named('answer'), seen, {
      field: `${unlink} answer`,
      expected: '2xx is taken',
      holds: delivery.delivered === isTaken,
    })
    const times = receiver.at(path).length
    notebook.holds(named('delivery.attempts'), `sent ${times} time${times === 1 ? '' : 's'} (answered ${status})`, {
      field: `${unlink} attempts`,
      expected: 'sent once',
      holds: times === 1,
    })
  }
  await app.toss.attempt('DELETE', '/callbacks/unlink')
}

/** What becomes of a partner that does not answer. Takes five seconds of real time. */
export async function silentPartnerLife(stage: Stage, app: MiniApp): Promise<void> {
  const { receiver, notebook } = stage
  const url = (path: string) => `${receiver.url}${path}`
  receiver.answer('/silent', 'never')
  receiver.answer('/silent-webhook', 'never')
  await app.toss.put('/callbacks/unlink', { url: url('/silent'), basicAuth })
  const { userKey } = await app.user()
  const timed = async (work: Promise<{ taken: boolean }>) => {
    const started = performance.now()
    const { taken } = await work
    return { taken, seconds: (performance.now() - started) / 1000 }
  }
  const [callback, webhook] = await Promise.all([
    timed(app.toss.post(`/users/${userKey}/unlink`, {}).then(({ delivery }) => ({ taken: delivery.delivered }))),
    timed(
      app.toss
        .attempt('PUT', '/callbacks/subscription', { url: url('/silent-webhook') })
        .then(({ status }) => ({ taken: status < 300 })),
    ),
  ])
  for (const [id, { taken, seconds }] of [
    [unlink, callback],
    ['callbacks.subscription', webhook],
  ] as const) {
    notebook.holds(`${id}/delivery.timeout`, `given up after ${seconds.toFixed(1)} s`, {
      field: `${id} timeout`,
      expected: 'given up after 5 s',
      // The way there and back, on a machine that has other things to do.
      holds: !taken && seconds > 4.5 && seconds < 10,
    })
  }
}

/** How a callback breaks the contract. */
export function callbackDifferences(id: CallbackId, sent: Received, choices: VariantChoices = {}): Difference[] {
  return checkCallback(id, sent, choices).map(({ field, rule, expected, value }) =>
    difference({ field: `${id} ${field}`, rule, expected, got: value === undefined ? 'nothing' : String(value) }),
  )
}

/** A callback in a line, without what it carries. */
export function describe({ method, headers, body, query }: Received): string {
  const fields = Object.keys((body as object | undefined) ?? query).join(', ')
  const scheme = headers.authorization?.split(' ', 1)[0] ?? 'no Authorization'
  return `${method}, ${scheme}, ${fields}`
}
