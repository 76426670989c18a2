import { AssertionError } from 'node:assert'
import { Agent, request } from 'node:https'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import {
  type AdviceCode,
  createTestMock,
  startTestServer,
  type TestMock,
  type TestServer,
  tryEveryAnswer,
} from '../../testing/index.js'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

interface Envelope {
  readonly resultType: string
  readonly success?: Record<string, string> | null
  readonly error?: { readonly errorCode?: string; readonly code?: string; readonly message?: string } | null
}

/** A call of the API as a partner server of few lines makes it. */
function caller(mock: TestMock) {
  const agent = new Agent({ ...mock.clientTls, keepAlive: true })
  onTestFinished(() => agent.destroy())
  return (path: string, body: object) =>
    new Promise<Envelope>((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'x-toss-user-key': '1' }
      const sent = request(
        `${mock.baseUrl}/api-partner/v1/apps-in-toss${path}`,
        { method: 'POST', headers, agent },
        async (answer) => {
          let text = ''
          for await (const chunk of answer.setEncoding('utf8')) text += chunk
          resolve(JSON.parse(text))
        },
      )
      sent.once('error', reject)
      sent.end(JSON.stringify(body))
    })
}

type Toss = ReturnType<typeof caller>

async function codesOf(read: (toss: Toss) => unknown, options: { allow?: AdviceCode[]; timeout?: number } = {}) {
  await using mock = await createTestMock({ server })
  const toss = caller(mock)
  const { findings } = await tryEveryAnswer(mock, 'iap.getOrderStatus', () => read(toss), options)
  return findings.map(({ code }) => code)
}

const ask = (toss: Toss) => toss('/order/get-order-status', { orderId: 'an-order' })

/** As it should be. */
async function understand(toss: Toss): Promise<object> {
  const { resultType, success, error } = await ask(toss)
  if (resultType === 'SUCCESS') return { status: 200, body: { order: success?.status } }
  return { status: 200, body: { order: null, because: error?.errorCode ?? resultType } }
}

describe('code that', () => {
  test('returns what a client of HTTP gives is judged by its status and body', async () => {
    const responding = async (toss: Toss) => {
      const { status, body } = (await understand(toss)) as { status: number; body: unknown }
      const socket: { parser?: unknown } = {}
      socket.parser = { socket }
      return { status, headers: {}, request: { socket }, [`at ${performance.now()}`]: 1n, data: body }
    }
    expect(await codesOf(responding)).toEqual([])
    const deaf = async (toss: Toss) => ({ ...(await responding(toss)), data: 'ok' })
    expect(await codesOf(deaf)).toEqual(['failure-taken-for-success'])
  })

  test('returns what JSON cannot hold is judged all the same', async () => {
    const circular = async (toss: Toss) => {
      const answer: { self?: unknown; order: object; total: bigint } = { order: await understand(toss), total: 1n }
      return Object.assign(answer, { self: answer })
    }
    expect(await codesOf(circular)).toEqual([])
  })

  test('understands every answer leads to nothing', async () => {
    expect(await codesOf(understand)).toEqual([])
  })

  test('throws where an order is not found, or answers HTTP 5xx, does not survive an allowed answer', async () => {
    const throwing = async (toss: Toss) => {
      const { success } = await ask(toss)
      if (success?.status === 'NOT_FOUND') throw new Error('no such order')
      return success ?? 'failed'
    }
    const answering = async (toss: Toss) => {
      const { success } = await ask(toss)
      return new Response(null, { status: success?.statusDeterminedAt === '' ? 502 : success ? 200 : 404 })
    }
    expect(await codesOf(throwing)).toEqual(['allowed-answer-not-survived'])
    expect(await codesOf(answering)).toEqual(['allowed-answer-not-survived'])
  })

  test('throws on a failure is as it should be: the caller learns of it', async () => {
    const code = async (toss: Toss) => {
      const { resultType, success } = await ask(toss)
      if (resultType !== 'SUCCESS') throw new Error(resultType)
      return success
    }
    expect(await codesOf(code)).toEqual([])
  })

  test('does not look at resultType takes a failure for a success', async () => {
    const code = async (toss: Toss) => {
      await ask(toss)
      return 'thank you for your order'
    }
    expect(await codesOf(code)).toEqual(['failure-taken-for-success'])
    expect(await codesOf(code, { allow: ['failure-taken-for-success'] })).toEqual([])
  })

  test('asks further before it says that all is well does not', async () => {
    const code = async (toss: Toss) => {
      const { resultType } = await ask(toss)
      if (resultType !== 'SUCCESS') await toss('/order/get-order-status', { orderId: 'again' })
      return 'thank you for your order'
    }
    expect(await codesOf(code)).toEqual([])
  })

  test.each([
    ['compares error.code', ({ error }: Envelope) => (error?.code === '4095' ? 'slow down' : 'failed')],
    ['says error.code', ({ error }: Envelope) => `failed: ${error?.code}`],
    ['says error.message', ({ error }: Envelope) => `failed: ${error?.message}`],
  ])('%s reads what is not there', async (_name, say) => {
    const code = async (toss: Toss) => {
      const answer = await ask(toss)
      return answer.resultType === 'SUCCESS' ? answer.success : say(answer)
    }
    expect(await codesOf(code)).toEqual(['error-code-misread'])
  })

  test('hands the whole error on has not read it', async () => {
    const plain = async (toss: Toss) => {
      const { resultType, success, error } = await ask(toss)
      return resultType === 'SUCCESS' ? success : { failed: error ?? resultType }
    }
    expect(await codesOf(plain)).toEqual([])
    expect(await codesOf(async (toss) => JSON.stringify(await plain(toss)))).toEqual([])
  })

  test('answers differently each time is not judged by its words', async () => {
    let count = 0
    const code = async (toss: Toss) => {
      const { resultType } = await ask(toss)
      count++
      return `${resultType} ${count}`
    }
    expect(await codesOf(code)).toEqual([])
  })

  test('waits for ever does not answer in time', async () => {
    const code = async (toss: Toss) => {
      const { resultType, success } = await ask(toss)
      return resultType === 'INTERRUPTED' ? new Promise(() => {}) : (success ?? resultType)
    }
    expect(await codesOf(code, { timeout: 3_000 })).toEqual(['no-answer-in-time'])
  })

  test('breaks the contract is told so as well', async () => {
    const code = async (toss: Toss) => {
      const { resultType, success, error } = await toss('/order/get-order-status', { orderId: 7 })
      return success ?? error?.errorCode ?? resultType
    }
    expect(await codesOf(code)).toEqual(['contract.type'])
  })
})

test('a finding names the answers, what happened, and what to change', async () => {
  await using mock = await createTestMock({ server })
  const toss = caller(mock)
  const { findings, tried } = await tryEveryAnswer(mock, 'iap.getOrderStatus', async () => {
    const { success } = await ask(toss)
    if (success?.status === 'NOT_FOUND') throw new TypeError('no such order')
    return success ?? 'failed'
  })
  expect(findings).toEqual([
    {
      kind: 'advice',
      code: 'allowed-answer-not-survived',
      operation: 'iap.getOrderStatus',
      message: expect.stringMatching(
        /^The backend failed .* On "success \(not-found\)", "success \(not-found-empty\)", "success \(not-found-null\)" and \d+ more it failed \(\d+ of \d+ successful answers\): TypeError: no such order\.$/,
      ),
      fix: expect.stringContaining('NOT_FOUND comes in a SUCCESS envelope with HTTP 200'),
    },
  ])
  expect(tried).toHaveLength(mock.explore('iap.getOrderStatus').length)
  expect(tried[0]).toMatchObject({ response: { name: 'success' }, outcome: { kind: 'returned' } })
})

test('executing again after a timeout is found in the traffic of a single try', async () => {
  await using mock = await createTestMock({ server })
  const toss = caller(mock)
  const { findings } = await tryEveryAnswer(mock, 'pay.executePayment', async () => {
    for (let attempt = 0; attempt < 2; attempt++) {
      const { resultType, error } = await toss('/pay/execute-payment', { payToken: 'a', isTestPayment: true })
      if (resultType === 'SUCCESS') return 'paid'
      if (resultType === 'FAIL') return error?.errorCode
    }
    return 'gave up'
  })
  expect(findings.map(({ code }) => code)).toEqual(['payment-executed-again'])
  expect(findings[0]?.message).toMatch(/^On "FAIL INTERNAL_ERROR"|^On "HTTP_TIMEOUT"/)
})

test('a set-up that cannot work is refused, with what came back', async () => {
  await using mock = await createTestMock({ server })
  const never = tryEveryAnswer(mock, 'iap.getOrderStatus', () => 'nothing called')
  await expect(never).rejects.toBeInstanceOf(AssertionError)
  await expect(never).rejects.toThrow(
    /^None of \d+ calls of the code under test reached iap\.getOrderStatus\. The first call came back with: nothing called\.$/,
  )
  const toss = caller(mock)
  const failing = tryEveryAnswer(mock, 'iap.getOrderStatus', async () => {
    await ask(toss)
    throw new Error('no database')
  })
  await expect(failing).rejects.toThrow('fails on the plain success of iap.getOrderStatus already')
  await expect(failing).rejects.toThrow('Error: no database')
})
