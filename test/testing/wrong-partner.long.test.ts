import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { runNode } from './project.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const check = 'examples/wrong-partner/check.mjs'

describe('examples/wrong-partner', { timeout: 120_000 }, () => {
  test('the command finds each of the five mistakes, says what to change, and ends with 1', async () => {
    const { code, output } = await runNode([check], root)
    expect(output).toMatch(/^5 things to change in wrong-backend\.mjs/)
    const findings = output.split('\n\n').slice(1)
    const expected = [
      ['pay.makePayment · violation contract.type', '"25000": send the number without quotes', 'send an integer'],
      ['messenger.sendMessage · violation contract.required', 'x-toss-user-key is required', 'send exactly one of'],
      ['promotion.executePromotion · advice error-code-misread', 'reads error.code', 'Read error.errorCode'],
      ['iap.getOrderStatus · advice allowed-answer-not-survived', 'success (not-found)', 'branch on the value'],
      ['pay.executePayment · advice payment-executed-again', 'On "HTTP_TIMEOUT"', 'ask get-payment-status'],
    ]
    expect(findings).toHaveLength(expected.length)
    for (const [index, sentences] of expected.entries()) {
      const [head, message, change] = sentences as [string, string, string]
      expect(findings[index]).toMatch(new RegExp(`^${index + 1}\\. ${head.replaceAll('.', '\\.')}`))
      expect(findings[index]).toContain(message)
      expect(findings[index]).toMatch(new RegExp(`What to change: .*${change}`))
    }
    expect(code).toBe(1)
  })

  test('the command finds nothing in the same backend without the mistakes, and ends with 0', async () => {
    const { code, output } = await runNode([check, 'right'], root)
    expect(output).toMatch(/^Nothing to change: \d+ answers tried\.\n$/)
    expect(code).toBe(0)
  })

  test('its test suite fails with the wrong backend, each test for its mistake', async () => {
    const folder = 'examples/wrong-partner'
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--dir', folder, '--config', `${folder}/vitest.config.mjs`]
    const { code, output } = await runNode(vitest, root)
    expect(code).toBe(1)
    expect(output).toMatch(/Tests {2}5 failed \(5\)/)
    expect(output).toContain('+   "amount": "25000"')
    for (const finding of [
      'request.headers.x-toss-user-key is required',
      'error-code-misread',
      'payment-executed-again',
    ]) {
      expect(output).toContain(finding)
    }
  })
})
