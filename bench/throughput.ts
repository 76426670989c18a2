import { createKeepAliveClient, firstAnswer, handshakeLoad, type KeepAliveClient, type WireRequest } from './load.js'
import type { Row } from './report.js'
import { alternate, type Effort, round } from './rounds.js'
import { type MeasuredServer, type MockProcess, startBare, startMock } from './servers.js'

const oauth2 = '/api-partner/v1/apps-in-toss/user/oauth2'

/** Kept alive, one request in flight on each. */
const connections = 8

/** How many handshakes are made at the same time. */
const handshakes = 4

/** Codes are issued ahead of a round. A server that uses them up ends its round early, which its rate does not suffer from. */
const mostTokensPerSecond = 3_000

/** Requests over kept-alive connections and full handshakes a second, and what the journal holds afterwards. */
export async function throughput(dir: string, effort: { requests: Effort; handshakes: Effort }): Promise<Row[]> {
  const mock = await startMock(dir)
  const exchanges = await codeExchanges(mock, 20)
  const answers = await Promise.all(exchanges.map((request) => firstAnswer(mock, request)))
  const loginMes = answers.map(loginMeWith)
  const [loginMe] = loginMes as [WireRequest]
  const bareLoginMe = await startBare(dir, (await firstAnswer(mock, loginMe)).length)
  const bareTokens = await startBare(dir, (answers[0] as string).length, { signing: true })

  const clients = new Map(
    [mock, bareLoginMe, bareTokens].map((server) => [server, createKeepAliveClient(server, connections)] as const),
  )
  const send = (server: MeasuredServer, load: { requests: readonly WireRequest[]; repeat: boolean; seconds: number }) =>
    round(server, () => (clients.get(server) as KeepAliveClient).load(load))
  const again = (server: MeasuredServer, requests: readonly WireRequest[]) => (seconds: number) =>
    send(server, { requests, repeat: true, seconds })
  const shake = (server: MeasuredServer) => (seconds: number) =>
    round(server, () => handshakeLoad(server, { request: loginMe, connections: handshakes, seconds }))
  const spendCodes = async (seconds: number) => {
    const requests = await codeExchanges(mock, Math.ceil(mostTokensPerSecond * seconds))
    return send(mock, { requests, repeat: false, seconds })
  }

  const rows = [
    ...(await alternate(
      {
        measure: 'login-me, kept-alive mTLS',
        unit: 'requests/s',
        beside: 'bare node:https',
        aim: { of: 'ratio', atLeast: 0.4 },
        cpuAim: { of: 'ratio', atMost: 2.2 },
      },
      effort.requests,
      { bare: again(bareLoginMe, loginMes), mock: again(mock, loginMes) },
    )),
    ...(await alternate(
      {
        measure: 'generate-token, kept-alive mTLS',
        unit: 'requests/s',
        beside: 'bare node:https that signs RS256',
        cpuAim: { of: 'ratio', atMost: 1.15 },
      },
      effort.requests,
      { bare: again(bareTokens, exchanges), mock: spendCodes },
    )),
    ...(await alternate(
      { measure: 'full handshakes, a login-me each', unit: 'handshakes/s', beside: 'bare node:https' },
      effort.handshakes,
      { bare: shake(bareLoginMe), mock: shake(mock) },
    )),
    await journalRow(mock),
  ]
  await Promise.all([...clients.values()].map((client) => client.close()))
  await Promise.all([mock.end(), bareLoginMe.end(), bareTokens.end()])
  return rows
}

/** Generate-token for so many authorization codes. */
async function codeExchanges(mock: MockProcess, count: number): Promise<WireRequest[]> {
  const logins = await mock.codes(count)
  return logins.map(({ authorizationCode, referrer }) => ({
    method: 'POST',
    path: `${oauth2}/generate-token`,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ authorizationCode, referrer }),
  }))
}

function loginMeWith(answer: string): WireRequest {
  const { success } = JSON.parse(answer) as { success: { accessToken: string } }
  return { method: 'GET', path: `${oauth2}/login-me`, headers: { Authorization: `Bearer ${success.accessToken}` } }
}

/** The journal keeps its size however much is asked of the mock. */
async function journalRow(mock: MockProcess): Promise<Row> {
  const { recorded, kept } = await mock.journal()
  return {
    measure: `journal after ${(Math.floor(recorded / 10_000) * 10_000).toLocaleString('en-US')} exchanges`,
    unit: 'entries',
    rounds: [kept],
    aim: { of: 'figure', atMost: 1_000 },
  }
}
