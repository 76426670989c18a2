// What --state costs, in a fresh process: two mocks, with and without it, in turns. One line of JSON.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '../dist/client/index.js'
import { startMockServer } from '../dist/mock-server/index.js'

const rounds = Number(process.argv[2])
const payments = 100
const folder = mkdtempSync(join(tmpdir(), 'apps-in-toss-mock-bench-'))
const stateFile = join(folder, 'world.state')

const open = async (options) => {
  const mock = await startMockServer({ autoApprove: true, ...options })
  const client = createClient({ ...mock.clientTls, baseUrl: mock.baseUrl })
  const { userKey } = await mock.toss.logIn()
  return { mock, client, userKey, orders: 0, calls: [], logIns: [] }
}

async function pay(side) {
  const { client, userKey } = side
  side.orders++
  const amounts = client.pay.amounts({ total: 1_000 })
  const orderNo = String(side.orders)
  const { payToken } = await client.pay.makePayment({
    userKey,
    orderNo,
    productDesc: 'T',
    ...amounts,
    isTestPayment: false,
  })
  await client.pay.executePayment({ userKey, payToken, isTestPayment: false })
}

async function round(side) {
  const began = performance.now()
  const payers = Array.from({ length: 10 }, async () => {
    for (let count = 0; count < payments / 10; count++) await pay(side)
  })
  await Promise.all(payers)
  side.calls.push((2 * payments) / ((performance.now() - began) / 1000))
  const before = performance.now()
  for (let count = 0; count < payments; count++) await side.mock.toss.logIn()
  side.logIns.push(((performance.now() - before) / payments) * 1000)
}

const sides = [await open({}), await open({ stateFile })]
for (const side of sides) await round(side)
for (const side of sides) side.calls.length = side.logIns.length = 0
for (let count = 0; count < rounds; count++) for (const side of sides) await round(side)
for (const { client, mock } of sides) {
  await client.close()
  await mock.close()
}
const began = performance.now()
const again = await startMockServer({ stateFile })
const restart = performance.now() - began
await again.close()
rmSync(folder, { recursive: true })
const [memory, file] = sides.map(({ calls, logIns }) => ({ calls, logIns }))
console.log(JSON.stringify({ memory, file, restart }))
