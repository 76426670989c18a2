// The same with MSW, which answers in process, without TLS.
import { step, tell } from './stopwatch.mjs'

const [{ HttpResponse, http }, { setupServer }] = await step('import', () =>
  Promise.all([
    import('../peers/node_modules/msw/lib/core/index.mjs'),
    import('../peers/node_modules/msw/lib/node/index.mjs'),
  ]),
)
const { decryption, login, production, token, userNamed } = await import('./constant.mjs')
const { nameOf, oauth2 } = await import('./backend.mjs')
const server = setupServer(
  http.post(`${production}${oauth2}/generate-token`, () => HttpResponse.json(token)),
  http.get(`${production}${oauth2}/login-me`, () => HttpResponse.json(userNamed('김토스'))),
)
await step('start', async () => server.listen({ onUnhandledRequest: 'error' }))
const name = await step('calls', () => nameOf({ baseUrl: production, tls: {}, decryption, ...login }))
if (name !== '김토스') throw new Error(`the name is ${name}`)
tell()
server.close()
