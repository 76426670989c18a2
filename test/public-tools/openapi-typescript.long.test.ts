import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { loadFixtures, openApiDocument, operations } from '../../contracts/index.js'
import { hasPublicTools, programOf } from './installed.js'

const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')

/** A program that uses the generated types as a partner would; each line marked `wrong` must not compile. */
const program = `
import type { components, operations, paths, webhooks } from './api.js'

type Answer<Path extends keyof paths> = paths[Path] extends { post: { responses: { 200: { content: { 'application/json': infer Body } } } } } ? Body : never
type Body<Path extends keyof paths> = paths[Path] extends { post: { requestBody: { content: { 'application/json': infer Sent } } } } ? Sent : never

const order: Body<'/api-partner/v1/apps-in-toss/order/get-order-status'> = { orderId: 'o-1' }
const payment: Body<'/api-partner/v1/apps-in-toss/pay/make-payment'> = {
  orderNo: 'o-1', productDesc: 'a thing', amount: 1000, amountTaxFree: 0, isTestPayment: true,
}
// @ts-expect-error wrong: amounts are numbers
const wrong: Body<'/api-partner/v1/apps-in-toss/pay/make-payment'> = { ...payment, amount: '1000' }

export function statusOf(answer: Answer<'/api-partner/v1/apps-in-toss/order/get-order-status'>): string {
  if (answer.resultType === 'SUCCESS') {
    const status: 'PURCHASED' | 'PAYMENT_COMPLETED' | 'ORDER_IN_PROGRESS' | 'FAILED' | 'REFUNDED' | 'NOT_FOUND' | 'MINIAPP_MISMATCH' | 'ERROR' = answer.success.status
    // @ts-expect-error wrong: there is no amount
    answer.success.amount
    return status
  }
  if (answer.resultType === 'FAIL') {
    // @ts-expect-error wrong: success is null
    answer.success.status
    // @ts-expect-error wrong: not a code of this operation
    if (answer.error.errorCode === 'OAUTH_ISSUE_TOKEN_ERROR') return ''
    return answer.error.errorCode
  }
  return answer.resultType
}

const token: components['schemas']['LoginGenerateTokenSuccess'] = {
  tokenType: 'Bearer', accessToken: 'a.b.c', refreshToken: 'r', expiresIn: 3599, scope: '',
}
// @ts-expect-error wrong: a phone is text or null
const user: Partial<components['schemas']['LoginLoginMeSuccess']> = { phone: 1 }
const me: NonNullable<operations['login.loginMe']['responses'][200]> | undefined = undefined
const unlinked: webhooks['callbacks.unlink']['post']['requestBody']['content']['application/json'] = { userKey: 1, referrer: 'UNLINK' }
export const all = [order, payment, wrong, token, user, me, unlinked]
`

test.runIf(hasPublicTools)('openapi-typescript generates types that compile, and that catch a wrong use', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'apps-in-toss-mock-types-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'openapi.json'), JSON.stringify(openApiDocument({ fixtures: await loadFixtures() })))
  const ids = operations.map(({ id }) => `'${id}'`).join(' | ')
  const exhaustive = `type Missing = Exclude<${ids}, keyof operations>\nexport const none: [Missing] extends [never] ? true : false = true\n`
  await writeFile(join(folder, 'program.ts'), `${program}${exhaustive}`)
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  const run = promisify(execFile)
  await run(process.execPath, [programOf('openapi-typescript'), 'openapi.json', '-o', 'api.d.ts'], { cwd: folder })
  const flags = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', 'program.ts']
  const compiled = await run(process.execPath, [compiler, ...flags], { cwd: folder }).catch((error) => error)
  expect(compiled.stdout).toBe('')
})
