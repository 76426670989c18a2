import { randomBytes } from 'node:crypto'
import { exampleRequest } from '../../contracts/derived-fixtures.js'
import { type OperationId, operation } from '../../contracts/index.js'
import type { MockServer } from '../../mock-server/index.js'
import { keepAlive, type Reply, send } from '../../verify/connection.js'
import type { Difference } from '../../verify/difference.js'
import { type Notebook, openNotebook } from '../../verify/notebook.js'
import { resolveOptions } from '../../verify/options.js'
import { type Answer, readAnswer } from '../../verify/read-answer.js'
import { makeReport, type Report } from '../../verify/report/report.js'
import type { SafeRequest } from '../../verify/safe-set/probe.js'
import { planSafeSet, runSafeSet, wireOf } from '../../verify/safe-set/run.js'
import { startTally } from '../../verify/tally.js'
import { type CallbackReceiver, startCallbackReceiver } from './callback-receiver.js'
import { type ControlApi, controlApi } from './control-api.js'
import { flood } from './flood.js'

/** What is sent besides what the contract says of the operation. */
export type CallInput = Omit<SafeRequest, 'operation'>

/** A user of a mini-app. */
export interface Person {
  readonly userKey: number
  readonly anonKey: string
  /** The header that names them. */
  readonly by: { readonly 'x-toss-user-key': string }
}

/** A mini-app of its own, with its world and its Toss side. */
export interface MiniApp {
  readonly name: string
  /** The control API below this mini-app. */
  readonly toss: ControlApi
  call(operation: OperationId, input?: CallInput): Promise<Answer>
  /** A new user who has logged in. */
  user(profile?: object): Promise<Person>
  /** Sends so many calls of login-me without a token. */
  flood(requests: number): Promise<void>
}

/** What a life is played on. */
export interface Stage extends AsyncDisposable {
  readonly app: MiniApp
  /** Another mini-app, whose codes, orders and payments are strangers to `app`. */
  readonly other: MiniApp
  /** The control API as a whole. */
  readonly control: ControlApi
  readonly notebook: Notebook
  readonly receiver: CallbackReceiver
  /** A further mini-app, for what would disturb the others. */
  miniApp(): Promise<MiniApp>
  /** Asks login-me with a certificate of the mock's authority that something is wrong with. */
  shakeHandsWith(kind: 'expired'): Promise<Reply>
  /** Lets `work` be done while the mock's clock stands still. */
  whileClockStands(work: () => Promise<void>): Promise<void>
  /** Sends what `verify` sends to any server. */
  askSafely(): Promise<void>
  /** The differences that were noted since this was called last, each with its behaviour. */
  newDifferences(): readonly (Difference & { readonly behaviour: string })[]
  /** What was found out about every behaviour. */
  report(): Report
}

/** A request that keeps the contract: the operation's example. What it names does not exist. */
export function exampleOf(id: OperationId): CallInput {
  const { headers = {}, body } = exampleRequest(operation(id))
  return { headers, ...(body !== undefined && { json: body }) }
}

/** Connections of one mini-app: some calls are made at the same time. */
const connections = 4

const timeout = 10_000

/** Sets the stage. `baseUrl`: of a server that stands in front of the mock. */
export async function setStage(mock: MockServer, baseUrl = mock.baseUrl): Promise<Stage> {
  const { ca } = mock.clientTls
  const options = resolveOptions({ baseUrl, ...mock.clientTls })
  const control = controlApi(mock.controlUrl)
  const notebook = openNotebook()
  const tally = startTally()
  const told = new Set<Difference>()
  const agents: ReturnType<typeof keepAlive>[] = []

  async function miniApp(): Promise<MiniApp> {
    const name = `verify-${randomBytes(6).toString('hex')}`
    const identity = await mock.issueCertificate(name)
    const agent = keepAlive(connections)
    agents.push(agent)
    const toss = control.below(`/mini-apps/${name}`)
    return {
      name,
      toss,
      async call(id, input = {}) {
        const wire = wireOf({ ...input, operation: id }, options)
        // Not repeated when the connection is lost: nobody could say whether the first one took effect.
        const reply = await send(wire, { identity, ca, timeout, agent })
        const answer = readAnswer(wire.method === operation(id).method ? id : undefined, reply)
        tally.count(answer)
        return answer
      },
      async user(profile = {}) {
        const { userKey } = await toss.post('/logins', { profile: { name: '김베리', ...profile } })
        const { anonKey } = await toss.get(`/users/${userKey}`)
        return { userKey, anonKey, by: { 'x-toss-user-key': String(userKey) } }
      },
      flood(requests) {
        const { url } = wireOf({ operation: 'login.loginMe' }, options)
        return flood({ url, identity, ca, requests, timeout: 60_000 })
      },
    }
  }

  const app = await miniApp()
  const other = await miniApp()
  const receiver = await startCallbackReceiver()
  return {
    app,
    other,
    control,
    notebook,
    receiver,
    miniApp,
    async shakeHandsWith(kind) {
      const { url } = wireOf({ operation: 'login.loginMe' }, options)
      const identity = await control.post(`/mini-apps/${app.name}/bad-certificates`, { kind })
      return send({ method: 'GET', url }, { identity, ca, timeout })
    },
    async whileClockStands(work) {
      mock.clock.freeze()
      try {
        await work()
      } finally {
        mock.clock.resume()
      }
    },
    async askSafely() {
      const cutShort = await runSafeSet(planSafeSet(options), options, notebook, tally)
      if (cutShort !== undefined) throw new Error(cutShort)
    },
    newDifferences() {
      const found = notebook.ids.flatMap((behaviour) =>
        (notebook.entry(behaviour)?.differences ?? []).map((difference) => ({ difference, behaviour })),
      )
      const fresh = found.filter(({ difference }) => !told.has(difference))
      for (const { difference } of fresh) told.add(difference)
      return fresh.map(({ difference, behaviour }) => ({ ...difference, behaviour }))
    },
    report() {
      tally.conclude(notebook)
      const head = { baseUrl, payBaseUrl: baseUrl, production: false, startedAt: '', seconds: 0 }
      return makeReport(head, notebook, () => 'no life showed it')
    },
    async [Symbol.asyncDispose]() {
      for (const agent of agents) agent.destroy()
      await receiver.close()
    },
  }
}

/** A field of a SUCCESS payload that the next step needs. */
export function take(answer: Answer, name: string): string {
  const value = (answer.success as Record<string, unknown> | undefined)?.[name]
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  throw new Error(`${answer.operation} gave no ${name}: ${answer.seen}`)
}
