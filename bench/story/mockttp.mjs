// The same with mockttp over TLS. It asks for no client certificate here.
import { step, tell } from './stopwatch.mjs'

const { generateCACertificate, getLocal } = await step(
  'import',
  () => import('../peers/node_modules/mockttp/dist/main.js'),
)
const { decryption, login, token, userNamed } = await import('./constant.mjs')
const { nameOf, oauth2 } = await import('./backend.mjs')
const { server, ca } = await step('start', async () => {
  const https = await generateCACertificate()
  const local = getLocal({ https })
  await local.start()
  await local.forPost(`${oauth2}/generate-token`).thenJson(200, token)
  await local.forGet(`${oauth2}/login-me`).thenJson(200, userNamed('김토스'))
  return { server: local, ca: https.cert }
})
const name = await step('calls', () => nameOf({ baseUrl: server.url, tls: { ca }, decryption, ...login }))
if (name !== '김토스') throw new Error(`the name is ${name}`)
tell()
await server.stop()
