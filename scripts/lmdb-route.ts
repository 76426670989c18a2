// Takes a world from an LMDB file of a former build to this one, by the commands that this one's error names, and says what came along.
// npm run lmdb-route -- <folder of a clone at that commit, after npm ci and npm run build> [<file to keep the export in>]
import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { inRepository, type ReadyProcess, startProcess } from '../bench/child-process.js'
import { createClient } from '../client/index.js'
import type { ConnectionInfo, Login } from '../mock-server/index.js'
import { openControlPort } from '../testing/control-port.js'
import { remoteTossSide } from '../testing/remote-toss-side.js'

const [clone, keptExport] = process.argv.slice(2)
if (clone === undefined) {
  process.stderr.write(
    'usage: npm run lmdb-route -- <clone of a commit that reads LMDB, built> [<file for its export>]\n',
  )
  process.exit(2)
}
const former = resolve(clone, 'dist/cli/main.js')
const ours = inRepository('dist/cli/main.js')
const folder = mkdtempSync(join(tmpdir(), 'apps-in-toss-mock-lmdb-route-'))
const at = (name: string) => join(folder, name)
const given = ['--seed', 'former', '--aad', 'FORMER', '--decryption-key', Buffer.alloc(32, 7).toString('base64')]

/** What was looked at, and whether it is as it should be. */
function say(what: string, isSo: boolean): void {
  process.stdout.write(`${isSo ? 'ok    ' : 'NOT SO'}  ${what}\n`)
  if (!isSo) process.exitCode = 1
}

type Info = Required<ConnectionInfo>

async function start(main: string, more: readonly string[]): Promise<{ process: ReadyProcess<Info>; mock: Opened }> {
  const flags = ['--json', '--port', '0', '--control-port', '0', '--auto-approve', '--log-level', 'error']
  const child = await startProcess<Info>([main, 'start', ...flags, ...more])
  return { process: child, mock: open(child.line) }
}

type Opened = ReturnType<typeof open>

function open({ baseUrl, controlUrl, cert, key, ca }: Info) {
  const port = openControlPort(controlUrl)
  const tls = { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8'), ca: readFileSync(ca, 'utf8') }
  const client = createClient({ ...tls, baseUrl })
  return {
    toss: remoteTossSide(port, controlUrl, 'my-mini-app'),
    client,
    now: async () => Date.parse(((await port.call('GET', '/clock')) as { now: string }).now),
    advance: (seconds: number) => port.call('POST', '/clock/advance', { seconds }),
    async close() {
      await client.close()
      await port.close()
    },
  }
}

async function end({ process: child, mock }: { process: ReadyProcess<Info>; mock: Opened }): Promise<void> {
  await mock.close()
  await child.end()
}

const exported = (main: string, dir: string, name: string) => {
  execFileSync(process.execPath, [main, 'export', '--dir', dir, '-o', at(name)], { cwd: folder, stdio: 'pipe' })
  return JSON.parse(readFileSync(at(name), 'utf8'))
}

try {
  const commit = spawnSync('git', ['-C', clone, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).stdout.trim()
  const formerDir = at('former-certificates')

  // A world that somebody has worked with.
  const old = await start(former, ['--dir', formerDir, '--state', at('world.state'), ...given])
  await old.mock.advance(86_400)
  const [used, unused] = [await old.mock.toss.logIn(), await old.mock.toss.logIn()]
  const tokens = await old.mock.client.login.generateToken(codeOf(used))
  const { userKey } = await old.mock.client.login.loginMe({ accessToken: tokens.accessToken })
  const amounts = old.mock.client.pay.amounts({ total: 3_000 })
  const order = { userKey, orderNo: 'former-1', productDesc: 'T-shirt', isTestPayment: false }
  const { payToken } = await old.mock.client.pay.makePayment({ ...order, ...amounts })
  await old.mock.client.pay.executePayment({ userKey, payToken, isTestPayment: false })
  const { orderId } = await old.mock.toss.orders.start({ userKey })
  await old.mock.toss.orders.pay(orderId)
  await old.mock.toss.orders.answerGrant(orderId, true)
  const { code } = await old.mock.toss.promotions.create({ budget: 1_000 })
  const { key } = await old.mock.client.promotion.getKey({ userKey })
  await old.mock.client.promotion.executePromotion({ userKey, promotionCode: code, key, amount: 100 })
  await old.mock.toss.subscriptions.create({ userKey })
  await end(old)
  copyFileSync(at('world.state'), at('before.state'))

  // This build refuses it.
  const refused = spawnSync(process.execPath, [ours, 'start', '--json', '--port', '0', '--state', at('world.state')], {
    cwd: folder,
    encoding: 'utf8',
  })
  say('this build refuses the file', refused.status !== 0 && refused.stderr.includes('is of the LMDB format'))
  say('not a byte of it changed', readFileSync(at('world.state')).equals(readFileSync(at('before.state'))))
  const named = /git checkout ([0-9a-f]+)/.exec(refused.stderr)?.[1] ?? 'none'
  process.stdout.write(
    commit.startsWith(named)
      ? `        the clone is at the commit that the error names\n`
      : `        the error names ${named}; this clone is at ${commit.slice(0, 12)}\n`,
  )

  // What its error names: a copy there, an export beside it, --seed-file here.
  copyFileSync(at('world.state'), at('copy.state'))
  const copy = await start(former, ['--dir', formerDir, '--state', at('copy.state')])
  const before = exported(former, formerDir, 'world.json')
  if (keptExport !== undefined) copyFileSync(at('world.json'), keptExport)
  const nowThere = await copy.mock.now()
  await end(copy)
  const seeded = ['--state', at('new.state'), '--seed-file', at('world.json'), ...given]
  let here = await start(ours, ['--dir', formerDir, ...seeded])
  const after = exported(ours, formerDir, 'again.json')
  const worldsOf = ({ snapshot }: { snapshot: { miniApps: object } }) => snapshot.miniApps
  const different = differences(worldsOf(before), worldsOf(after))
  say(`the worlds are the same${different.map((each) => `\n        ${each}`).join('')}`, different.length === 0)
  say('so is how far the clock is ahead', Math.abs((await here.mock.now()) - nowThere) < 60_000)
  await looked('', true)
  await end(here)

  here = await start(ours, ['--dir', formerDir, ...seeded])
  say('after a restart the worlds are those of the new file', (await here.mock.toss.payments.list()).length === 1)
  await end(here)

  here = await start(ours, [
    '--dir',
    at('new-certificates'),
    '--state',
    at('other.state'),
    '--seed-file',
    at('world.json'),
  ])
  await looked('with another folder and nothing given again: ', false)
  await end(here)

  /** @param isSame - whether folder, seed, decryption key and AAD are those of before */
  async function looked(where: string, isSame: boolean): Promise<void> {
    const { client, toss } = here.mock
    const fails = async (call: Promise<unknown>) =>
      call.then(
        () => false,
        () => true,
      )
    say(`${where}a used code stays used`, await fails(client.login.generateToken(codeOf(used))))
    say(
      `${where}an issued access token is good`,
      !(await fails(client.login.loginMe({ accessToken: tokens.accessToken }))),
    )
    say(
      `${where}a refresh token is good`,
      !(await fails(client.login.refreshToken({ refreshToken: tokens.refreshToken }))),
    )
    say(`${where}a code that was not used yet is good`, !(await fails(client.login.generateToken(codeOf(unused)))))
    say(`${where}the money is there`, isDeepStrictEqual(await toss.payments.totals(), { paid: 3_000, refunded: 0 }))
    say(
      `${where}the payment cannot be executed again`,
      await fails(client.pay.executePayment({ userKey, payToken, isTestPayment: false })),
    )
    const { status } = await client.iap.getOrderStatus({ orderId })
    say(`${where}the order is granted`, status === 'PURCHASED')
    const again = client.promotion.executePromotion({ userKey, promotionCode: code, key, amount: 100 })
    say(`${where}the key of a grant grants no second time`, await fails(again))
    const { line } = here.process
    say(
      `${where}decryption key and AAD are ${isSame ? 'the same' : 'others'}`,
      (line.aad === 'FORMER') === isSame && (line.decryptionKey === given[5]) === isSame,
    )
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function codeOf({ authorizationCode, referrer }: Login) {
  return { authorizationCode, referrer }
}

/** Where two exports differ. An instant may be a number there, and is a text here. */
function differences(one: unknown, other: unknown, path = ''): string[] {
  if (isDeepStrictEqual(one, other)) return []
  if (typeof one === 'number' && typeof other === 'string' && Date.parse(other) === one) return []
  const isBranch = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
  if (!isBranch(one) || !isBranch(other))
    return [`${path}: ${JSON.stringify(one)} there, ${JSON.stringify(other)} here`]
  const keys = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...keys].flatMap((key) => differences(one[key], other[key], `${path}/${key}`))
}
