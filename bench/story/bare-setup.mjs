// vitest's global set-up: a bare node:https server that demands a client certificate, and gives constant answers.
import { createServer } from 'node:https'
import { createMemoryCertificates } from 'apps-in-toss-mock/ca'
import { token, userNamed } from './constant.mjs'

const answers = { POST: token, GET: userNamed('김토스') }

export async function setup(project) {
  const { authority, server: own, client } = await createMemoryCertificates()
  const tls = { ...own, ca: authority.cert, requestCert: true, rejectUnauthorized: true }
  const server = createServer(tls, (request, response) => {
    request.resume().once('end', () => response.end(JSON.stringify(answers[request.method])))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const clientTls = { cert: client.cert, key: client.key, ca: authority.cert }
  project.provide('bare', { baseUrl: `https://127.0.0.1:${server.address().port}`, tls: clientTls })
  return () => server.close()
}
