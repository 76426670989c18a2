import { Agent, request } from 'undici'
import { checkResponse, type OperationId, operation, type SuccessOf } from '../../contracts/index.js'
import { type MockServer, type MockServerOptions, startMockServer } from '../../mock-server/index.js'

/** An answer of the partner API, found to keep the contract. */
export interface Reply<Id extends OperationId = OperationId> {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly resultType: string
  readonly success: SuccessOf<Id>
  readonly errorCode: string | undefined
  readonly error: { readonly reason: string; readonly data: Record<string, unknown> } | undefined
}

/** How the call names the user; by default not at all. */
export interface Caller {
  readonly userKey?: number
  readonly anonKey?: string
}

/** A user of the mini-app. */
export type KnownUser = Required<Caller>

/** A mini-app's server that speaks HTTPS with its certificate, and a mock for it to speak to. */
export interface PartnerServer extends AsyncDisposable {
  readonly mock: MockServer
  call<Id extends OperationId>(id: Id, body?: object, caller?: Caller): Promise<Reply<Id>>
  /** The control API: the answer's status and JSON. */
  control(method: string, path: string, body?: object): Promise<{ status: number; body: Record<string, never> }>
  /** A new linked user. */
  user(name?: string): Promise<KnownUser>
}

/** Starts both. The control API is there only where `controlPort` is given. */
export async function startPartnerServer(options: MockServerOptions = {}): Promise<PartnerServer> {
  return partnerServerOf(await startMockServer({ controlPort: false, ...options }))
}

/** The same with a mock that is there; it is closed with it. */
export function partnerServerOf(mock: MockServer): PartnerServer {
  const agent = new Agent({ connect: { ...mock.clientTls }, connections: 50 })
  return {
    mock,
    async call(id, body, caller = {}) {
      const { statusCode, body: answer } = await request(`${mock.baseUrl}${operation(id).path}`, {
        dispatcher: agent,
        method: operation(id).method,
        headers: { ...(body && { 'content-type': 'application/json' }), ...userHeaders(caller) },
        ...(body && { body: JSON.stringify(body) }),
      })
      const envelope = (await answer.json()) as Record<string, never>
      const violations = checkResponse(id, { status: statusCode, body: envelope })
      if (violations.length > 0) throw new Error(violations.map(({ message }) => message).join('\n'))
      const { resultType, success, error } = envelope as unknown as {
        resultType: string
        success: never
        error?: { errorCode: string; reason: string; data: Record<string, unknown> }
      }
      return { status: statusCode, body: envelope, resultType, success, errorCode: error?.errorCode, error }
    },
    async control(method, path, body) {
      const answer = await fetch(`${mock.controlUrl}/mini-apps/${mock.appName}${path}`, {
        method,
        ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      })
      return { status: answer.status, body: (await answer.json()) as Record<string, never> }
    },
    async user(name = '김토스') {
      const { userKey } = await mock.toss.logIn({ profile: { name } })
      return mock.toss.users.get(userKey)
    },
    async [Symbol.asyncDispose]() {
      await agent.close()
      await mock.close()
    },
  }
}

function userHeaders({ userKey, anonKey }: Caller): Record<string, string> {
  return {
    ...(userKey !== undefined && { 'x-toss-user-key': String(userKey) }),
    ...(anonKey !== undefined && { 'x-anon-key': anonKey }),
  }
}
