// What every measure is compared with: node:https with the same certificates and TLS settings, and a constant answer.
// node bare-server.mjs <certificate folder> <bytes of the answer>; prints { port } when it listens.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'

const [dir, size] = process.argv.slice(2)
const pem = (name) => readFileSync(join(dir, name), 'utf8')
const envelope = (padding) => JSON.stringify({ resultType: 'SUCCESS', success: { padding } })
const body = envelope('x'.repeat(Math.max(0, Number(size) - envelope('').length)))

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
      response.writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
      })
      response.end(body)
    }
    if (request.method === 'GET') return answer()
    request.resume().on('end', answer)
  },
)
server.listen(0, '127.0.0.1', () => process.stdout.write(`${JSON.stringify({ port: server.address().port })}\n`))

process.on('message', ({ id }) => process.send({ id, answer: process.cpuUsage() }))
// Whoever started this process is gone.
process.once('disconnect', () => process.exit())
