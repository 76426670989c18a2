import { expect, test } from 'vitest'
import { operation } from '../../contracts/index.js'
import { serveExchange } from '../../mock-server/partner-side/exchange.js'
import type { HandlerResult, Surroundings } from '../../mock-server/partner-side/operations/handler.js'
import { selectVariants } from '../../mock-server/partner-side/variants.js'
import { createClock } from '../../mock-server/world/clock.js'
import { createMemoryStore } from '../../mock-server/world/store-of-turns.js'

/** Serves remove-by-user-key with a handler of the test's own. */
async function serve(handle: () => HandlerResult) {
  const clock = createClock()
  const served = await serveExchange(
    operation('login.removeByUserKey'),
    handle,
    { miniApp: 'a', headers: { 'content-type': 'application/json' }, body: Buffer.from('{"userKey":1}') },
    {
      store: createMemoryStore({ seed: 's', now: clock.now }),
      clock,
      surroundings: {} as Surroundings,
      variants: selectVariants(),
    },
  )
  return served.answer
}

test('an answer that breaks the contract is never sent: it becomes a 500 that names the field', async () => {
  const answer = await serve(() => ({ kind: 'success', success: { userKey: '1' } }) as unknown as HandlerResult)
  expect(answer).toMatchObject({ status: 500, isOurFault: true, errorCode: 'INTERNAL_ERROR' })
  expect(answer.because).toContain('response.body.success.userKey')
})

test('a handler that throws becomes a 500 that keeps the stack from the caller', async () => {
  const answer = await serve(() => {
    throw new Error('boom')
  })
  expect(answer).toMatchObject({ status: 500, isOurFault: true, because: expect.stringContaining('boom') })
  expect(JSON.stringify(answer.body)).not.toContain('boom')
})

test('a failure that the operation’s contract does not have becomes a 500', async () => {
  const answer = await serve(() => ({ kind: 'failure', code: '4113' }) as unknown as HandlerResult)
  expect(answer).toMatchObject({ status: 500, because: expect.stringContaining('4113') })
})
