// Fastify alone, over TLS with the same settings, and a constant answer: what a start costs before anything of ours.
// node fastify-server.mjs <certificate folder> <bytes of the answer>; prints { port } when it listens.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Fastify from 'fastify'

const [dir, size] = process.argv.slice(2)
const pem = (name) => readFileSync(join(dir, name), 'utf8')
const app = Fastify({
  https: {
    key: pem('server.key'),
    cert: pem('server.crt'),
    ca: pem('ca.crt'),
    requestCert: true,
    rejectUnauthorized: true,
  },
})
app.get('/*', () => ({ resultType: 'SUCCESS', success: { padding: 'x'.repeat(Number(size)) } }))
await app.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`${JSON.stringify({ port: app.server.address().port })}\n`)
