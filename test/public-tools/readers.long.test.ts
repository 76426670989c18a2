import { execFile } from 'node:child_process'
import { rmSync, symlinkSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { checkResponse, loadFixtures, openApiDocument, operations } from '../../contracts/index.js'
import { startMockServer } from '../../mock-server/index.js'
import { hasPublicTools, installedModules, programOf } from './installed.js'
import { freePort } from './prism.js'

// biome-ignore lint/suspicious/noExplicitAny: other people's programs, loaded where they are installed
type Any = any

// What docs/openapi.md says of each of these, and what to set, is what is tested here.
const document: Any = openApiDocument({ fixtures: await loadFixtures() })
const required = createRequire(new URL('./package.json', import.meta.url))
const imported = (name: string): Promise<Any> => import(pathToFileURL(required.resolve(name)).href)
const copy = () => structuredClone(document)
const base = '/api-partner/v1/apps-in-toss'
const tokenPath = `${base}/user/oauth2/generate-token`
const order = { orderNo: 'o-1', productDesc: 'a thing', amount: 1000, amountTaxFree: 0, isTestPayment: true }
const json = { 'content-type': 'application/json' }

describe.runIf(hasPublicTools)('what to set in tools that read the document', () => {
  test('openapi-backend serves every operation with quick, and none without', async () => {
    const { default: OpenAPIBackend } = required('openapi-backend')
    const served = async (quick: boolean) => {
      const api = new OpenAPIBackend({ definition: copy(), quick })
      api.register({
        'login.generateToken': () => 'served',
        validationFail: () => 'refused',
        notFound: () => 'not found',
        unauthorizedHandler: () => 'no scheme',
      })
      api.registerSecurityHandler('clientCertificate', () => true)
      await api.init()
      const call = (body: object) => api.handleRequest({ method: 'POST', path: tokenPath, body, headers: json })
      return [await call({ authorizationCode: 'c', referrer: 'DEFAULT' }), await call({ referrer: 'DEFAULT' })]
    }
    const { warn } = console
    console.warn = () => undefined
    onTestFinished(() => {
      console.warn = warn
    })
    expect(await served(true)).toEqual(['served', 'refused'])
    expect(await served(false).catch(() => ['not found', 'not found'])).toEqual(['not found', 'not found'])
  })

  test('fastify-openapi-glue needs ajv without strict, no coercion, and refusals in the envelope', async () => {
    const fastify = required('fastify')
    const glue = required('fastify-openapi-glue')
    const served = async (customOptions?: object) => {
      const app = fastify(customOptions === undefined ? {} : { ajv: { customOptions } })
      onTestFinished(() => app.close())
      app.setErrorHandler((error: Error, _request: Any, reply: Any) => {
        const data = { errorDetails: [] }
        const refusal = { errorType: 0, errorCode: 'INVALID_PARAMETER', reason: error.message, data }
        return reply.status(400).send({ resultType: 'FAIL', success: null, error: refusal })
      })
      const answer = { resultType: 'SUCCESS', success: { payToken: 'p' } }
      app.register(glue.default ?? glue, { specification: copy(), operationResolver: () => async () => answer })
      await app.ready()
      const url = `${base}/pay/make-payment`
      const headers = { 'x-toss-user-key': '1' }
      const call = async (payload: object) => (await app.inject({ method: 'POST', url, headers, payload })).statusCode
      return [await call({ ...order, enablePayMethods: null }), await call({ ...order, amount: '1000' })]
    }
    await expect(served()).rejects.toThrow(/strict mode: unknown keyword/)
    expect(await served({ strict: false })).toEqual([200, 200])
    expect(await served({ strict: false, coerceTypes: false })).toEqual([200, 400])
  })

  test('openapi-to-postmanv2 gives login-me its token, and both user headers at once', async () => {
    const converter = required('openapi-to-postmanv2')
    const { output } = await promisify(converter.convertV2)({ type: 'json', data: copy() }, {})
    const requests = leaves(output[0].data, 'item').map(({ request }: Any) => request)
    const of = (path: string) => requests.find(({ url }: Any) => url.path.join('/').endsWith(path))
    expect(of('oauth2/login-me').auth.type).toBe('bearer')
    const headers = of('pay/make-payment').header.filter(({ disabled }: Any) => disabled !== true)
    expect(headers.map(({ key }: Any) => key)).toEqual(expect.arrayContaining(['x-toss-user-key', 'x-anon-key']))
  })

  test('Bruno gives login-me its token, and the user header of our example', async () => {
    const { openApiToBruno } = await imported('@usebruno/converters')
    const requests = leaves(await openApiToBruno(copy()), 'items').map(({ request }: Any) => request)
    const of = (path: string) => requests.find(({ url }: Any) => url.endsWith(path))
    expect(of('oauth2/login-me').auth.mode).toBe('bearer')
    const headers = of('pay/make-payment').headers.map(({ name, enabled, value }: Any) => ({ name, enabled, value }))
    expect(headers).toMatchObject([
      { name: 'x-toss-user-key', enabled: true, value: '443731104' },
      { name: 'x-anon-key', enabled: false, value: '' },
    ])
    expect(JSON.parse(of('pay/make-payment').body.json)).toMatchObject({ orderNo: expect.any(String) })
  })

  test("Scalar's mock refuses everything for the certificate; without that scheme it answers by our examples", async () => {
    const { createMockServer } = await imported('@scalar/mock-server')
    const { log, warn } = console
    console.log = console.warn = () => undefined
    onTestFinished(() => {
      Object.assign(console, { log, warn })
    })
    const call = async (app: Any, method: string, path: string, headers: object, body?: object) => {
      const init = { method, headers: { ...json, ...headers }, ...(body && { body: JSON.stringify(body) }) }
      const answer = await app.request(path, init)
      return { status: answer.status, body: await answer.json() }
    }
    const code = { authorizationCode: 'c', referrer: 'DEFAULT' }
    const whole = await createMockServer({ document: copy() })
    expect(await call(whole, 'POST', tokenPath, {}, code)).toMatchObject({ status: 401 })

    const without = copy()
    delete without.security
    delete without.components.securitySchemes.clientCertificate
    for (const item of Object.values<Any>(without.paths)) {
      for (const { security } of [item.get, item.post].filter(Boolean)) delete security[0].clientCertificate
    }
    const app = await createMockServer({ document: without })
    const answered = await call(app, 'POST', tokenPath, {}, code)
    expect(checkResponse('login.generateToken', answered)).toEqual([])
    expect(answered.body).toEqual(exampleOf(tokenPath, 'post'))
    expect(await call(app, 'POST', tokenPath, {}, {})).toMatchObject({ status: 422 })
    const me = `${base}/user/oauth2/login-me`
    expect(await call(app, 'GET', me, {})).toMatchObject({ status: 401 })
    expect(checkResponse('login.loginMe', await call(app, 'GET', me, { authorization: 'Bearer t' }))).toEqual([])
  }, 60_000)

  test("Mockoon makes up its first answer, with empty texts; ours is the one called 'success'", async () => {
    const { OpenApiConverter } = required('@mockoon/commons')
    const { MockoonServer } = required('@mockoon/commons-server')
    const environment = await new OpenApiConverter().convertFromOpenAPI(JSON.stringify(document), 0)
    expect(environment.routes).toHaveLength(operations.length)
    const route = environment.routes.find(({ endpoint }: Any) => endpoint.endsWith('generate-token'))
    const call = async () => {
      const port = await freePort()
      const server = new MockoonServer({ ...environment, hostname: '127.0.0.1', port }, {})
      onTestFinished(() => server.stop())
      await new Promise<void>((resolve) => {
        server.once('started', resolve)
        server.start()
      })
      const answer = await fetch(`http://127.0.0.1:${port}${tokenPath}`, { method: 'POST', headers: json, body: '{}' })
      return { status: answer.status, body: await answer.json() }
    }
    expect(checkResponse('login.generateToken', await call())).not.toEqual([])
    for (const response of route.responses) response.default = response.label === 'success'
    expect(await call()).toEqual({ status: 200, body: exampleOf(tokenPath, 'post') })
  }, 60_000)

  test("kubb's fetch client sends JSON as text unless its config names the type", async () => {
    const folder = await mkdtemp(join(tmpdir(), 'apps-in-toss-mock-kubb-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    symlinkSync(installedModules, join(folder, 'node_modules'))
    await writeFile(join(folder, 'api.json'), JSON.stringify(document))
    await writeFile(join(folder, 'package.json'), '{"type":"module"}')
    await writeFile(join(folder, 'kubb.config.ts'), kubbConfig)
    await writeFile(join(folder, 'program.ts'), kubbProgram)
    const run = promisify(execFile)
    const env = { ...process.env, DO_NOT_TRACK: '1', KUBB_DISABLE_TELEMETRY: '1' }
    await run(process.execPath, [programOf('kubb'), 'generate', '--config', 'kubb.config.ts'], { cwd: folder, env })
    await using mock = await startMockServer()
    const { authorizationCode, referrer } = await mock.toss.logIn()
    const MOCK = JSON.stringify({ ...mock.clientTls, baseUrl: mock.baseUrl, code: { authorizationCode, referrer } })
    const tsx = fileURLToPath(import.meta.resolve('tsx'))
    const args = ['--import', tsx, join(folder, 'program.ts')]
    const { stdout } = await run(process.execPath, args, { cwd: folder, env: { ...env, MOCK } })
    expect(JSON.parse(stdout)).toEqual({ without: 'FAIL', with: 'SUCCESS' })
  }, 120_000)

  test("undici's fetch does not take a Request of the global kind, but one made of it", async () => {
    const { fetch: undiciFetch, Request: UndiciRequest, MockAgent } = required('undici')
    const dispatcher = new MockAgent()
    dispatcher.disableNetConnect()
    dispatcher.get('https://api.test').intercept({ path: '/', method: 'POST' }).reply(200, 'answered')
    const request = () => new Request('https://api.test/', { method: 'POST', body: 'x' })
    await expect(undiciFetch(request(), { dispatcher })).rejects.toThrow(/parse URL/)
    const { url } = request()
    const answer = await undiciFetch(new UndiciRequest(url, request()), { dispatcher })
    expect(await answer.text()).toBe('answered')
  })
})

const kubbConfig = `
import { defineConfig } from '@kubb/core'
import { pluginClient } from '@kubb/plugin-client'
import { pluginOas } from '@kubb/plugin-oas'
import { pluginTs } from '@kubb/plugin-ts'

export default defineConfig({
  root: '.',
  input: { path: './api.json' },
  output: { path: './kubb', format: false, lint: false },
  plugins: [pluginOas(), pluginTs(), pluginClient({ client: 'fetch' })],
})
`

const kubbProgram = `
import { setConfig } from '@kubb/plugin-client/clients/fetch'
import { Agent, install, setGlobalDispatcher } from 'undici'
import { loginGenerateToken } from './kubb'

const { baseUrl, cert, key, ca, code } = JSON.parse(process.env.MOCK as string)
install()
setGlobalDispatcher(new Agent({ connect: { cert, key, ca } }))

setConfig({ baseURL: baseUrl })
const without = await loginGenerateToken(code)
setConfig({ baseURL: baseUrl, headers: { 'content-type': 'application/json' } })
const answer = await loginGenerateToken(code)
console.log(JSON.stringify({ without: without.resultType, with: answer.resultType }))
`

/** The requests of a collection with folders in folders. */
function leaves(node: Any, below: 'item' | 'items'): Any[] {
  return node[below] === undefined ? [node] : node[below].flatMap((child: Any) => leaves(child, below))
}

function exampleOf(path: string, method: string): unknown {
  const { examples } = document.paths[path][method].responses['200'].content['application/json']
  return examples.success.value
}
