import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { openApiDocument } from '../../contracts/index.js'
import { main, run, workFolder } from './command-line.js'

// biome-ignore lint/suspicious/noExplicitAny: a document that is changed
function changed(): any {
  // biome-ignore lint/suspicious/noExplicitAny: a document that is changed
  const document: any = openApiDocument()
  document.components.schemas.IapGetOrderStatusSuccess.properties.status.enum.push('EXPIRED')
  document.paths['/api-partner/v1/apps-in-toss/order/get-order-status'].post['x-limits'][0].text = 'Changed.'
  return document
}

test('a change that breaks clients: what, where, and 1', async () => {
  const cwd = await workFolder()
  await writeFile(join(cwd, 'after.json'), JSON.stringify(changed()))
  const { code, stdout, stderr } = await run(['contract', 'diff', 'current', 'after.json'], { cwd })
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  expect(stdout).toMatch(
    /^ {2}Breaks clients\n {4}iap\.getOrderStatus {2}response 200\.success\.status\n {6}enum-widened: now also "EXPIRED"$/m,
  )
  expect(stdout).toMatch(/^ {2}For information\n {4}iap\.getOrderStatus {2}limit grant\.timeout\n {6}fact-changed: /m)
  expect(stdout).toMatch(/^ {2}1 change breaks clients \(besides 0 that break nobody, 1 for information\)\.$/m)
})

test('the other way round nobody breaks, and the code is 0; YAML and stdin are read too', async () => {
  const cwd = await workFolder()
  await writeFile(join(cwd, 'before.yaml'), stringify(changed(), { aliasDuplicateObjects: true }))
  const { code, stdout } = await run(['contract', 'diff', 'before.yaml', 'current', '--format', 'json'], { cwd })
  expect(code).toBe(0)
  expect(stdout.split('\n')).toHaveLength(2)
  expect(JSON.parse(stdout)).toMatchObject({
    breaking: false,
    counts: { breaking: 0, compatible: 1, info: 1 },
    changes: [
      { rule: 'enum-narrowed', effect: 'compatible', operation: 'iap.getOrderStatus' },
      { rule: 'fact-changed' },
    ],
  })
  const args = [main, 'contract', 'diff', '-', 'current']
  const piped = spawnSync(process.execPath, args, { cwd, input: JSON.stringify(openApiDocument()), encoding: 'utf8' })
  expect([piped.status, piped.stdout.trim()]).toEqual([0, 'No difference.'])
})

test.each([
  [['none.json', 'current'], /^error: none\.json cannot be read \(ENOENT\)\n/],
  [
    ['broken.yaml', 'current'],
    /^error: broken\.yaml:1 is neither JSON nor YAML: Nested mappings are not allowed in compact mappings\n/,
  ],
  [
    ['current', 'swagger.json'],
    /^error: the second document is no OpenAPI 3\.0 or 3\.1 document: openapi must be 3\.x\nfix: /,
  ],
  [['current'], /^error: missing required argument 'after'\n/],
])('what cannot be compared: contract diff %j ends with 2', async (args, message) => {
  const cwd = await workFolder()
  await writeFile(join(cwd, 'broken.yaml'), 'openapi: 3.1.0\n  paths: [\n')
  await writeFile(join(cwd, 'swagger.json'), '{"swagger":"2.0","paths":{}}')
  const { code, stdout, stderr } = await run(['contract', 'diff', ...args], { cwd })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(message)
})
