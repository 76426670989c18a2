/**
 * A partner's programs, one for each generator: each has the generated client of the mock's control API log a user in, and
 * the generated client of the partner API do the rest over mutual TLS. What they print is the same.
 */
export interface ClientProgram {
  readonly tool: string
  /** The generator's command, run once for each document or, where it says so itself, for both. */
  readonly generate: readonly (readonly [program: string, ...args: string[]])[]
  readonly source: string
}

/** What all programs share. `mtlsFetch` is the fetch with the client certificate. */
export const mtlsModule = `
import { Agent, fetch as undiciFetch, Request as UndiciRequest } from 'undici'

export const mock: {
  readonly baseUrl: string
  readonly controlUrl: string
  readonly appName: string
  readonly cert: string
  readonly key: string
  readonly ca: string
} = JSON.parse(process.env.MOCK as string)

const dispatcher = new Agent({ connect: { cert: mock.cert, key: mock.key, ca: mock.ca } })

/** undici's fetch takes a Request of undici's own kind only; some generated clients make one of the global kind. */
export const mtlsFetch = ((input: never, init: object) => {
  const own = (input as unknown) instanceof Request ? new UndiciRequest((input as Request).url, input) : input
  return undiciFetch(own, { ...init, dispatcher })
}) as unknown as typeof fetch

export function told(user: { readonly userKey?: number; readonly name: string | null }, payToken: string, removed: number) {
  console.log(JSON.stringify({ ...user, payToken, removed }))
}

/** With null for a nullable enum, which some generators used to drop. */
export const order = {
  orderNo: 'o-' + process.pid, productDesc: 'a thing', amount: 1000, amountTaxFree: 0, isTestPayment: true, enablePayMethods: null,
}
`

/** Both documents, one command each. */
const both = (command: (name: string) => readonly [string, ...string[]]) => [command('api'), command('control')]

const heyApi: ClientProgram = {
  tool: 'hey-api',
  generate: both((name) => [
    'openapi-ts',
    ...['-i', `${name}.json`, '-o', `hey-api/${name}`],
    ...['-p', '@hey-api/client-fetch', '-p', '@hey-api/sdk', '-p', '@hey-api/typescript'],
  ]),
  source: `
import { client } from './hey-api/api/client.gen'
import * as api from './hey-api/api/sdk.gen'
import { client as controlClient } from './hey-api/control/client.gen'
import * as control from './hey-api/control/sdk.gen'
import { mock, mtlsFetch, order, told } from './mtls'

client.setConfig({ baseUrl: mock.baseUrl, fetch: mtlsFetch })
controlClient.setConfig({ baseUrl: mock.controlUrl })

const login = await control.logIn({ path: { miniApp: mock.appName }, throwOnError: true })
const { authorizationCode, referrer } = login.data
const tokens = await api.loginGenerateToken({ body: { authorizationCode, referrer }, throwOnError: true })
if (tokens.data.resultType !== 'SUCCESS') throw new Error(tokens.data.resultType)
const me = await api.loginLoginMe({ auth: tokens.data.success.accessToken, throwOnError: true })
if (me.data.resultType !== 'SUCCESS') throw new Error(me.data.resultType)
const { userKey, name } = me.data.success
const paid = await api.payMakePayment({ body: order, headers: { 'x-toss-user-key': String(userKey) }, throwOnError: true })
if (paid.data.resultType !== 'SUCCESS') throw new Error(paid.data.resultType)
const removed = await api.loginRemoveByUserKey({ body: { userKey: String(userKey) }, throwOnError: true })
if (removed.data.resultType !== 'SUCCESS') throw new Error(removed.data.resultType)
told({ userKey, name }, paid.data.success.payToken, removed.data.success.userKey)
`,
}

const orval: ClientProgram = {
  tool: 'orval',
  generate: [['orval', '--config', 'orval.config.cjs']],
  source: `
import * as api from './orval/api'
import * as control from './orval/control'
import { mock, order, told } from './mtls'

const login = await control.logIn(mock.appName, {})
if (login.status !== 201) throw new Error('not logged in')
const { authorizationCode, referrer } = login.data
const tokens = await api.loginGenerateToken({ authorizationCode, referrer })
if (tokens.status !== 200 || tokens.data.resultType !== 'SUCCESS') throw new Error('no tokens')
const me = await api.loginLoginMe({ headers: { authorization: 'Bearer ' + tokens.data.success.accessToken } })
if (me.status !== 200 || me.data.resultType !== 'SUCCESS') throw new Error('no user')
const { userKey, name } = me.data.success
const paid = await api.payMakePayment(order, { 'x-toss-user-key': String(userKey) })
if (paid.status !== 200 || paid.data.resultType !== 'SUCCESS') throw new Error('no payment')
const removed = await api.loginRemoveByUserKey({ userKey: String(userKey) })
if (removed.status !== 200 || removed.data.resultType !== 'SUCCESS') throw new Error('not removed')
told({ userKey, name }, paid.data.success.payToken, removed.data.success.userKey)
`,
}

/** With header parameters, and with functions of ours that know where each API is. */
export const orvalFiles = {
  'orval.config.cjs': `
const client = (name) => ({
  input: './' + name + '.json',
  output: {
    target: './orval/' + name + '.ts', client: 'fetch', headers: true,
    override: { mutator: { path: './orval-fetch.ts', name: name + 'Fetch' } },
  },
})
module.exports = {
  api: client('api'),
  control: client('control'),
  zod: { input: './api.json', output: { target: './orval/zod.ts', client: 'zod' } },
}
`,
  'orval-fetch.ts': `
import { mock, mtlsFetch } from './mtls'

async function answer<T>(response: Response): Promise<T> {
  return { status: response.status, headers: response.headers, data: JSON.parse(await response.text()) } as T
}

export const apiFetch = async <T>(path: string, init: RequestInit) => answer<T>(await mtlsFetch(mock.baseUrl + path, init))
export const controlFetch = async <T>(path: string, init: RequestInit) => answer<T>(await fetch(mock.controlUrl + path, init))
`,
}

const oazapfts: ClientProgram = {
  tool: 'oazapfts',
  generate: both((name) => ['oazapfts', `${name}.json`, `oazapfts-${name}.ts`]),
  source: `
import * as api from './oazapfts-api'
import * as control from './oazapfts-control'
import { mock, mtlsFetch, order, told } from './mtls'

Object.assign(api.defaults, { baseUrl: mock.baseUrl, fetch: mtlsFetch })
control.defaults.baseUrl = mock.controlUrl

const login = await control.logIn(mock.appName, {})
if (!('authorizationCode' in login.data)) throw new Error(login.data.error.message)
const { authorizationCode, referrer } = login.data
const tokens = await api.loginGenerateToken({ authorizationCode, referrer })
if (tokens.status !== 200 || tokens.data.resultType !== 'SUCCESS') throw new Error('no tokens')
const me = await api.loginLoginMe({ headers: { authorization: 'Bearer ' + tokens.data.success.accessToken } })
if (me.status !== 200 || me.data.resultType !== 'SUCCESS') throw new Error('no user')
const { userKey, name } = me.data.success
const paid = await api.payMakePayment(order, { xTossUserKey: String(userKey) })
if (paid.status !== 200 || paid.data.resultType !== 'SUCCESS') throw new Error('no payment')
const removed = await api.loginRemoveByUserKey({ userKey: String(userKey) })
if (removed.status !== 200 || removed.data.resultType !== 'SUCCESS') throw new Error('not removed')
told({ userKey, name }, paid.data.success.payToken, removed.data.success.userKey)
`,
}

const openapiTypescript: ClientProgram = {
  tool: 'openapi-typescript',
  generate: both((name) => ['openapi-typescript', `${name}.json`, '-o', `openapi-typescript-${name}.d.ts`]),
  source: `
import createClient from 'openapi-fetch'
import { mock, mtlsFetch, order, told } from './mtls'
import type { paths } from './openapi-typescript-api'
import type { paths as ControlPaths } from './openapi-typescript-control'

const api = createClient<paths>({ baseUrl: mock.baseUrl, fetch: mtlsFetch })
const control = createClient<ControlPaths>({ baseUrl: mock.controlUrl })

const login = await control.POST('/mini-apps/{miniApp}/logins', { params: { path: { miniApp: mock.appName } }, body: {} })
if (login.data === undefined) throw new Error('not logged in')
const { authorizationCode, referrer } = login.data
const base = '/api-partner/v1/apps-in-toss'
const tokens = await api.POST(\`\${base}/user/oauth2/generate-token\` as const, { body: { authorizationCode, referrer } })
if (tokens.data?.resultType !== 'SUCCESS') throw new Error('no tokens')
const headers = { authorization: 'Bearer ' + tokens.data.success.accessToken }
const me = await api.GET(\`\${base}/user/oauth2/login-me\` as const, { headers })
if (me.data?.resultType !== 'SUCCESS') throw new Error('no user')
const { userKey, name } = me.data.success
const user = { params: { header: { 'x-toss-user-key': String(userKey) } } }
const paid = await api.POST(\`\${base}/pay/make-payment\` as const, { ...user, body: order })
if (paid.data?.resultType !== 'SUCCESS') throw new Error('no payment')
const removed = await api.POST(\`\${base}/user/oauth2/access/remove-by-user-key\` as const, { body: { userKey: String(userKey) } })
if (removed.data?.resultType !== 'SUCCESS') throw new Error('not removed')
told({ userKey, name }, paid.data.success.payToken, removed.data.success.userKey)
`,
}

const swaggerTypescriptApi: ClientProgram = {
  tool: 'swagger-typescript-api',
  generate: both((name) => [
    'swagger-typescript-api',
    'generate',
    '-p',
    `${name}.json`,
    '-o',
    '.',
    '-n',
    `swagger-${name}.ts`,
  ]),
  source: `
import { mock, mtlsFetch, order, told } from './mtls'
import { Api } from './swagger-api'
import { Api as Control } from './swagger-control'

const { apiPartner: api } = new Api({ baseUrl: mock.baseUrl, customFetch: mtlsFetch })
const { miniApps: control } = new Control({ baseUrl: mock.controlUrl })

const { authorizationCode, referrer } = (await control.logIn(mock.appName, {})).data
const tokens = (await api.loginGenerateToken({ authorizationCode, referrer })).data
if (tokens.resultType !== 'SUCCESS') throw new Error(tokens.resultType)
const me = (await api.loginLoginMe({ headers: { authorization: 'Bearer ' + tokens.success.accessToken } })).data
if (me.resultType !== 'SUCCESS') throw new Error(me.resultType)
const { userKey, name } = me.success
const paid = (await api.payMakePayment(order, { headers: { 'x-toss-user-key': String(userKey) } })).data
if (paid.resultType !== 'SUCCESS') throw new Error(paid.resultType)
const removed = (await api.loginRemoveByUserKey({ userKey: String(userKey) })).data
if (removed.resultType !== 'SUCCESS') throw new Error(removed.resultType)
told({ userKey, name }, paid.success.payToken, removed.success.userKey)
`,
}

export const clientPrograms = [heyApi, orval, oazapfts, openapiTypescript, swaggerTypescriptApi]
