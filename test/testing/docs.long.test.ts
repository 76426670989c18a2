import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { adviceTable } from '../../contracts/index.js'
import { runInProject, runVitest } from './project.js'

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8')
const page = read('docs/testing.md')

/** The examples whose first line says how they are run and under which name. */
function examples(how: 'vitest' | 'node:test'): Record<string, string> {
  const blocks = [...page.matchAll(/```js\n\/\/ ([\w:]+): (\S+)\n([\s\S]*?)```/g)]
  return Object.fromEntries(blocks.filter(([, kind]) => kind === how).map(([, , name, code]) => [name, code as string]))
}

/** What `createBackend` of the examples is: the call of the API is the one of examples/wrong-partner. */
const backend = {
  'toss.mjs': read('examples/wrong-partner/toss.mjs'),
  'backend.mjs': `import { connectToToss } from './toss.mjs'
    export function createBackend(connection) {
      const toss = connectToToss(connection)
      return {
        async pay({ userKey, orderNo, won }) {
          const headers = { 'x-toss-user-key': String(userKey) }
          const body = { orderNo, productDesc: '티셔츠', amount: won, amountTaxFree: 0, isTestPayment: true }
          return (await toss.call('pay/make-payment', { headers, body })).success.payToken
        },
        async grant({ userKey, orderId }) {
          const headers = { 'x-toss-user-key': String(userKey) }
          const { success } = await toss.call('order/get-order-status', { headers, body: { orderId } })
          return success?.status === 'PAYMENT_COMPLETED'
        },
        async showOrder(orderId) {
          const { resultType, success, error } = await toss.call('order/get-order-status', { body: { orderId } })
          return { text: resultType === 'SUCCESS' ? success.status : (error?.errorCode ?? resultType) }
        },
      }
    }`,
}

describe('docs/testing.md', { timeout: 120_000 }, () => {
  test('its examples for vitest pass', async () => {
    const files = examples('vitest')
    const config = /```js\n\/\/ config\n([\s\S]*?)```/.exec(page)?.[1] as string
    const { code, passed, output } = await runVitest({ ...files, ...backend, 'vitest.config.mjs': config }, [
      '--pool=threads',
      '--no-isolate',
      '--testTimeout=60000',
    ])
    expect(output).toMatch(new RegExp(`Test Files {2}${Object.keys(files).length} passed`))
    expect({ code, passed }).toEqual({
      code: 0,
      passed: Object.values(files)
        .join()
        .match(/^test\(/gm)?.length,
    })
  })

  test('its examples for node:test pass', async () => {
    const files = examples('node:test')
    const { code, output } = await runInProject({ ...files, ...backend }, ['--test', ...Object.keys(files)])
    expect(output).toMatch(new RegExp(`^. pass ${Object.keys(files).length}$`, 'm'))
    expect(code).toBe(0)
  })

  test('describes every advice, and no other', () => {
    const described = [...page.matchAll(/^\| `([a-z]+-[a-z-]+)` \|/gm)].map(([, code]) => code)
    expect(described.sort()).toEqual(Object.keys(adviceTable).sort())
  })

  test('leads to headings and files that are there', () => {
    const headings = [...page.matchAll(/^## (.*)$/gm)].map(([, text]) =>
      (text as string)
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    )
    for (const [, anchor] of page.matchAll(/\]\(#([^)]+)\)/g)) expect(headings).toContain(anchor)
  })
})
