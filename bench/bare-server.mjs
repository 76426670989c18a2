// What every measure is compared with: node:https with the same certificates and TLS settings, and a constant answer.
// node bare-server.mjs <certificate folder> <bytes of the answer> [signing]; prints { port } when it listens. With `signing`
// each answer holds a token that it signs, RS256.
import { createPrivateKey, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { answerQuestions } from './answer-questions.mjs'

const [dir, size, signing] = process.argv.slice(2)
const pem = (name) => readFileSync(join(dir, name), 'utf8')
const envelope = (padding, token) => JSON.stringify({ resultType: 'SUCCESS', success: { padding, token } })
const key = createPrivateKey(pem('server.key'))
const tokenSize = 342
const constantSize = Number(size) - envelope('', signing && 'x'.repeat(tokenSize)).length
const padding = 'x'.repeat(Math.max(0, constantSize))
const constant = envelope(padding)
let signed = 0
const body = signing
  ? () => {
      signed++
      return envelope(padding, sign('RSA-SHA256', Buffer.from(`${padding}${signed}`), key).toString('base64url'))
    }
  : () => constant

const server = createServer(
  {
    key: pem('server.key'),
    cert: pem('server.crt'),
    ca: pem('ca.crt'),
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    maxVersion: 'TLSv1.3',
    keepAliveTimeout: 72_000,
  },
  (request, response) => {
    const answer = () => {
      const text = body()
      response.writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(text),
      })
      response.end(text)
    }
    if (request.method === 'GET') return answer()
    request.resume().on('end', answer)
  },
)
server.listen(0, '127.0.0.1', () => answerQuestions({ cpu: () => process.cpuUsage() }, { port: server.address().port }))
