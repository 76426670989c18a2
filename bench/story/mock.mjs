// A fresh process → the decrypted name of a user, over mTLS with the mock. node mock.mjs [client | keyless]: with the package's
// own client; without the keys that an earlier process kept.
import crypto from 'node:crypto'
import { note, step, tell } from './stopwatch.mjs'

if (process.argv[2] === 'keyless') {
  process.env.APPS_IN_TOSS_MOCK_KEY_CACHE = 'off'
  watchKeys()
}

const { startMockServer } = await step('import', () => import('../../dist/mock-server/index.js'))
const mock = await step('start', () => startMockServer())
const login = await step('log in', () => mock.toss.logIn({ profile: { name: '김토스' } }))
const { baseUrl, clientTls, decryption } = mock
const client = process.argv[2] === 'client' && (await withClient())
const name = await step('calls', () => (client ? client.nameOf() : withBackend()))
if (name !== '김토스') throw new Error(`the name is ${name}`)
tell()
if (client) await client.close()
await mock.close()

/** From the first key that is asked for to the last one that is there: they are made at the same time. */
function watchKeys() {
  const { generateKeyPair } = crypto
  let began
  const watched = (kind, options, done) => {
    began ??= performance.now()
    generateKeyPair(kind, options, (...result) => {
      note('keys', performance.now() - began)
      done(...result)
    })
  }
  // How promisify is to treat it is among them.
  crypto.generateKeyPair = Object.defineProperties(watched, Object.getOwnPropertyDescriptors(generateKeyPair))
}

async function withBackend() {
  const { nameOf } = await import('./backend.mjs')
  return nameOf({ baseUrl, tls: clientTls, decryption, ...login })
}

async function withClient() {
  const { createClient } = await step('import of the client', () => import('../../dist/client/index.js'))
  const own = createClient({ ...clientTls, baseUrl, decryption })
  const nameOf = async () => {
    const { authorizationCode, referrer } = login
    const { accessToken } = await own.login.generateToken({ authorizationCode, referrer })
    return (await own.login.loginMe({ accessToken })).name
  }
  return { nameOf, close: () => own.close() }
}
