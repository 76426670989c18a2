import { firstAnswer, handshakeLoad, keepAliveLoad, wireRequest } from './load.js'
import type { Row } from './report.js'
import { alternate, type Effort, round } from './rounds.js'
import { type MockProcess, startBare, startMock } from './servers.js'

const oauth2 = '/api-partner/v1/apps-in-toss/user/oauth2'
const connections = 8

/** The load is put on both operations with as many users' tokens. */
const users = 20

/** Requests over kept-alive connections and full handshakes a second, and what the journal holds afterwards. */
export async function throughput(dir: string, effort: { requests: Effort; handshakes: Effort }): Promise<Row[]> {
  const mock = await startMock(dir)
  const spare = await exchanges(mock, users)
  const answers = await Promise.all(spare.map((request) => firstAnswer(mock, request)))
  const loginMe = answers.map((answer) => {
    const { accessToken } = JSON.parse(answer).success as { accessToken: string }
    return wireRequest('GET', `${oauth2}/login-me`, { Authorization: `Bearer ${accessToken}` })
  })
  const [anyLoginMe] = loginMe as [Buffer]
  const bareLoginMe = await startBare(dir, (await firstAnswer(mock, anyLoginMe)).length)
  const bareTokens = await startBare(dir, (answers[0] as string).length)

  const kept = { connections, repeat: true }
  const rows = [
    await alternate(
      { measure: 'login-me, kept-alive mTLS', unit: 'requests/s', aim: { of: 'ratio', atLeast: 0.4 } },
      effort.requests,
      {
        bare: (seconds) =>
          round(bareLoginMe, () => keepAliveLoad(bareLoginMe, { ...kept, requests: loginMe, seconds })),
        mock: (seconds) => round(mock, () => keepAliveLoad(mock, { ...kept, requests: loginMe, seconds })),
      },
    ),
    await alternate({ measure: 'generate-token, kept-alive mTLS', unit: 'requests/s' }, effort.requests, {
      bare: (seconds) => round(bareTokens, () => keepAliveLoad(bareTokens, { ...kept, requests: spare, seconds })),
      mock: async (seconds) => {
        const requests = await exchanges(mock, Math.ceil(mostTokensPerSecond * seconds))
        return round(mock, () => keepAliveLoad(mock, { connections, repeat: false, requests, seconds }))
      },
    }),
    await alternate({ measure: 'full handshakes, a request each', unit: 'handshakes/s' }, effort.handshakes, {
      bare: (seconds) =>
        round(bareLoginMe, () => handshakeLoad(bareLoginMe, { connections: 4, request: anyLoginMe, seconds })),
      mock: (seconds) => round(mock, () => handshakeLoad(mock, { connections: 4, request: anyLoginMe, seconds })),
    }),
    await journalRow(mock),
  ]
  await Promise.all([mock.end(), bareLoginMe.end(), bareTokens.end()])
  return rows
}

/** Codes are issued ahead of a round. A server that uses them up ends its round early, which the rate does not suffer from. */
const mostTokensPerSecond = 4_000

async function exchanges(mock: MockProcess, count: number): Promise<Buffer[]> {
  const logins = await mock.codes(count)
  return logins.map(({ authorizationCode, referrer }) =>
    wireRequest(
      'POST',
      `${oauth2}/generate-token`,
      { 'Content-Type': 'application/json' },
      JSON.stringify({ authorizationCode, referrer }),
    ),
  )
}

/** The journal keeps its size however much is asked of the mock. */
async function journalRow(mock: MockProcess): Promise<Row> {
  const { recorded, kept } = await mock.journal()
  return {
    measure: `journal after ${recorded.toLocaleString('en-US')} exchanges`,
    unit: 'entries',
    mock: kept,
    aim: { of: 'mock', below: 1_001 },
  }
}
