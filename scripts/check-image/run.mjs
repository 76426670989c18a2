// Within a network of its own: runs the image, and the services of compose.yaml, and says what was seen. See check-image.sh.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chownSync, copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import https from 'node:https'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parse } from 'yaml'
import { exec, mountRoot, mustRun, start } from './container.mjs'

const [scratch, root, backendRoot] = process.argv.slice(2)
const config = JSON.parse(readFileSync(join(scratch, 'config.json'), 'utf8'))
const compose = parse(readFileSync('compose.yaml', 'utf8'))

const certificates = join(scratch, 'certificates')
mkdirSync(certificates, { mode: 0o700 })
chownSync(certificates, 10001, 10001)
const hosts = join(scratch, 'hosts')
const { aliases } = compose.services.toss.networks.default
writeFileSync(hosts, `127.0.0.1 localhost toss ${aliases.join(' ')}\n`)
copyFileSync(hosts, join(root, 'etc/hosts'))
copyFileSync(hosts, join(backendRoot, 'etc/hosts'))
mountRoot(root, { certificates: { folder: certificates } })
mountRoot(backendRoot, {
  app: { folder: 'examples/partner-server', isReadOnly: true },
  certificates: { folder: certificates, isReadOnly: true },
})

const image = (env = {}) => ({
  root,
  user: config.User,
  env: [...config.Env, ...linesOf(env)],
  workingDir: config.WorkingDir,
  command: [...config.Entrypoint, ...(config.Cmd ?? [])],
})
const linesOf = (env) => Object.entries(env).map(([name, value]) => `${name}=${value}`)

/** An answer of the API over mTLS with the files of the volume, or undefined where none comes. */
function call(port, path, { host = '127.0.0.1' } = {}) {
  const file = (name) => readFileSync(join(certificates, name))
  return new Promise((resolve) => {
    try {
      const tls = { cert: file('my-mini-app_public.crt'), key: file('my-mini-app_private.key'), ca: file('ca.crt') }
      const servername = 'apps-in-toss-api.toss.im'
      const sent = https.get({ host, port, path, ...tls, servername, agent: false }, async (answer) => {
        let text = ''
        for await (const part of answer) text += part
        resolve({ status: answer.statusCode, body: JSON.parse(text) })
      })
      sent.on('error', () => resolve(undefined))
    } catch {
      resolve(undefined)
    }
  })
}
const loginMe = '/api-partner/v1/apps-in-toss/user/oauth2/login-me'

/** Milliseconds from the start to the first answer of the API. */
async function firstAnswer(started, port, hasEnded) {
  for (;;) {
    if ((await call(port, loginMe))?.status === 200) return performance.now() - started
    if (hasEnded()) throw new Error('it ended before it answered')
    await pause(5)
  }
}

async function run(container, port) {
  const started = performance.now()
  const running = start(container)
  let ended = false
  running.ended.then(() => (ended = true))
  const milliseconds = await firstAnswer(started, port, () => ended).catch((error) => {
    throw new Error(`${error.message}:\n${running.output()}`)
  })
  return { ...running, milliseconds }
}

async function stop({ first, ended, output }) {
  const asked = performance.now()
  process.kill(first(), 'SIGTERM')
  assert.equal(await ended, 0, output())
  return performance.now() - asked
}

const statusOf = (port, host, name) =>
  new Promise((resolve, reject) =>
    get({ host, port, path: '/health', headers: { host: name } }, (answer) => resolve(answer.resume().statusCode)).on(
      'error',
      reject,
    ),
  )

// The image by itself.
assert.equal(config.User, '10001:10001')
assert.deepEqual(Object.keys(config.ExposedPorts).sort(), ['8443/tcp', '8444/tcp'])
const mock = await run(image(), 8443)
const first = mock.first()
assert.match(readFileSync(`/proc/${first}/status`, 'utf8'), /^Uid:\s+10001\s+10001\s+10001\s+10001$/m)
assert.notEqual(exec(image(), ['touch', '/tmp/x']).status, 0, 'the root can be written')
for (const name of readdirSync(certificates).filter((file) => file.endsWith('.key'))) {
  assert.equal(statSync(join(certificates, name)).mode & 0o777, 0o600, name)
}
assert.equal((await call(8443, loginMe, { host: '10.88.0.2' })).status, 200, 'it listens on one interface only')
assert.equal(await statusOf(8444, '10.88.0.2', '10.88.0.2:8444'), 200)
for (const name of ['toss:8444', 'evil.example']) assert.equal(await statusOf(8444, '127.0.0.1', name), 403, name)
const [form, ...health] = config.Healthcheck.Test
assert.equal(form, 'CMD')
assert.equal(exec(image(), health).status, 0, 'the health check fails')
assert.match(
  exec(image(), ['apps-in-toss-mock', 'env']).stdout,
  /APPS_IN_TOSS_CERT=.?\/certificates\/my-mini-app_public\.crt/,
)
const seconds = (await stop(mock)) / 1000
assert.notEqual(exec(image(), health).status, 0, 'the health check does not see that it has ended')
console.log(`run: read-only root, user 10001, healthy, ended by SIGTERM in ${seconds.toFixed(1)} s`)

// How long it takes, beside the same command without a container. The certificates are there already.
const bareFolder = join(scratch, 'bare')
mustRun('cp', '-r', certificates, bareFolder)
mustRun('chmod', '-R', 'go-rwx', bareFolder)
async function runBare() {
  const started = performance.now()
  const env = { PATH: process.env.PATH, NODE_ENV: 'production', APPS_IN_TOSS_MOCK_DIR: bareFolder }
  const script = join(root, 'opt/apps-in-toss-mock/node_modules/.bin/apps-in-toss-mock')
  const child = spawn(join(root, 'usr/local/bin/node'), [script], { env, stdio: 'ignore', cwd: scratch })
  const ended = new Promise((resolve) => child.once('close', resolve))
  const milliseconds = await firstAnswer(started, 8443, () => child.exitCode !== null)
  child.kill('SIGTERM')
  await ended
  return milliseconds
}
const times = { image: [], bare: [] }
for (let round = 0; round < 7; round++) {
  times.bare.push(await runBare())
  const running = await run(image(), 8443)
  times.image.push(running.milliseconds)
  await stop(running)
}
const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]
const ratio = median(times.image) / median(times.bare)
console.log(
  `first answer: ${Math.round(median(times.image))} ms, ${ratio.toFixed(2)} of the bare command's ${Math.round(median(times.bare))} ms`,
)
assert.ok(ratio <= 1.5, 'the image starts too slowly')

// The services of compose.yaml: a backend that calls production's names.
const { toss, backend } = compose.services
for (const port of [...toss.ports, ...backend.ports]) assert.match(port, /^127\.0\.0\.1:/)
writeFileSync(
  '/proc/sys/net/ipv4/ip_unprivileged_port_start',
  String(toss.sysctls['net.ipv4.ip_unprivileged_port_start']),
)
const composed = await run(image(toss.environment), Number(toss.environment.APPS_IN_TOSS_MOCK_PORT))
assert.equal(await statusOf(8444, '127.0.0.1', 'toss:8444'), 200)
const base = { env: ['PATH=/usr/local/bin:/usr/bin:/bin', ...linesOf(backend.environment)] }
const partner = start({
  root: backendRoot,
  user: backend.user,
  workingDir: backend.working_dir,
  command: backend.command,
  ...base,
})
while (!partner.output().includes('http://')) await pause(20)
const post = async (url, body) =>
  (
    await fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
  ).json()
const login = await post('http://127.0.0.1:8444/mini-apps/my-mini-app/logins', { profile: { name: '김토스' } })
assert.deepEqual(
  await post('http://127.0.0.1:3000/login', login),
  { userKey: login.userKey, name: '김토스' },
  partner.output(),
)
process.kill(partner.first(), 'SIGKILL')
await stop(composed)
console.log('compose.yaml: the backend reached the mock as https://apps-in-toss-api.toss.im')
