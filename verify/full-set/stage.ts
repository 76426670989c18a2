import { randomBytes } from 'node:crypto'
import { type OperationId, operation } from '../../contracts/index.js'
import { CodedError } from '../../errors/index.js'
import { type Answer, readAnswer } from '../answer.js'
import { keepAlive, type Reply, send } from '../connection.js'
import type { Notebook } from '../notebook.js'
import type { ResolvedOptions } from '../options.js'
import type { SafeRequest } from '../safe-set/probe.js'
import { wireOf } from '../safe-set/run.js'
import type { Identity } from '../secure-context.js'
import type { Tally } from '../tally.js'
import { type CallbackReceiver, startCallbackReceiver } from './callback-receiver.js'
import { type ControlApi, controlApi } from './control-api.js'
import { flood } from './flood.js'
import { LifeEnded } from './life-ended.js'

/** What is sent besides what the contract says of the operation. */
export type CallInput = Omit<SafeRequest, 'operation'>

/** A user of a mini-app. */
export interface Person {
  readonly userKey: number
  readonly anonKey: string
  /** The header that names them. */
  readonly by: { readonly 'x-toss-user-key': string }
}

/** A mini-app made for this run, with its world and its Toss side. */
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
export interface Stage {
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
  close(): Promise<void>
}

/** Connections of one mini-app: some calls are made at the same time. */
const connections = 4

/**
 * Sets the stage: mini-apps of its own, over the control API of the mock.
 *
 * @throws CodedError `ERR_INVALID_OPTION` where control URL and base URL do not lead to the same mock
 */
export async function setStage(options: ResolvedOptions, notebook: Notebook, tally: Tally): Promise<Stage> {
  const { baseUrl, payBaseUrl, ca, timeout, controlUrl } = options
  const control = controlOf(controlUrl as URL)
  const agents: ReturnType<typeof keepAlive>[] = []
  const names: string[] = []

  async function miniApp(): Promise<MiniApp> {
    const base = `verify-${randomBytes(6).toString('hex')}`
    const name = `other-${base}`
    // The mock keeps what it issues in its folder; a good certificate of another mini-app is made for the moment only.
    const identity = await certificateOf(base, 'other-mini-app')
    const agent = keepAlive(connections)
    agents.push(agent)
    names.push(name)
    const toss = control.below(`/mini-apps/${name}`)
    return {
      name,
      toss,
      async call(id, input = {}) {
        const wire = wireOf({ ...input, operation: id }, { baseUrl, payBaseUrl })
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
        const { url } = wireOf({ operation: 'login.loginMe' }, { baseUrl, payBaseUrl })
        return flood({ url, identity, ca, requests, timeout: 60_000 })
      },
    }
  }

  async function certificateOf(name: string, kind: string): Promise<Identity> {
    const { cert, key } = await control.post(`/mini-apps/${name}/bad-certificates`, { kind })
    return { cert, key }
  }

  const app = await firstMiniApp(control, miniApp)
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
      const { url } = wireOf({ operation: 'login.loginMe' }, { baseUrl, payBaseUrl })
      const identity = await certificateOf(app.name, kind)
      return send({ method: 'GET', url }, { identity, ca, timeout })
    },
    async close() {
      for (const agent of agents) agent.destroy()
      await receiver.close()
      await Promise.all(names.map((name) => control.attempt('POST', `/mini-apps/${name}/reset`).catch(() => {})))
    },
  }
}

/**
 * Finds out that a control API answers, before anything is sent to the server.
 *
 * @throws CodedError `ERR_INVALID_OPTION`
 */
export async function reachControl(controlUrl: URL): Promise<void> {
  await controlOf(controlUrl)
    .get('/journal?limit=1')
    .catch((cause: Error) => {
      throw new CodedError('ERR_INVALID_OPTION', `controlUrl: ${cause.message}`, {
        fix: 'Give the control URL of a running mock, as its banner shows it.',
        cause,
      })
    })
}

function controlOf(controlUrl: URL): ControlApi {
  return controlApi(controlUrl.href.replace(/\/$/, ''))
}

/**
 * What is done on the Toss side must concern the server that is verified, and no other: the first call shows up in the
 * journal of the mock, or nothing else is done.
 */
async function firstMiniApp(control: ControlApi, make: () => Promise<MiniApp>): Promise<MiniApp> {
  const { recorded } = await control.get('/journal?limit=1')
  const app = await make()
  const { status, seen } = await app.call('login.loginMe')
  const journal = await control.get(`/journal?miniApp=${app.name}`)
  if (journal.entries.length > 0 || (status !== 0 && journal.recorded > recorded)) return app
  throw new CodedError(
    'ERR_INVALID_OPTION',
    `controlUrl and baseUrl are not of the same mock: a call of baseUrl (${seen}) did not reach its journal`,
    { fix: 'Give the control URL of the mock that answers at the base URL.' },
  )
}

/** A field of a SUCCESS payload that the next step needs. */
export function take(answer: Answer, name: string): string {
  const value = (answer.success as Record<string, unknown> | undefined)?.[name]
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  throw new LifeEnded(`${answer.operation} gave no ${name}: ${answer.seen}`)
}
