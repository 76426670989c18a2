import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { createClient } from '../../client/index.js'
import { callbacks, operations } from '../../contracts/index.js'
import { controlRoutes } from '../../mock-server/control/routes.js'
import { handlers } from '../../mock-server/partner-side/operations/index.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const client = createClient()
afterAll(() => client.close())

const read = (path: string) => readFileSync(join(root, path), 'utf8')

const socketTests = readdirSync(join(root, 'test/mock-server'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts') && !name.startsWith('settings'))
  .map((name) => read(join('test/mock-server', name)))

/** Tests that call every operation, as what they hold. */
const everyCall: Record<string, string> = {
  'test/clients/story.ts': read('test/clients/story.ts'),
  'test/mock-server/faults/client-methods.ts': read('test/mock-server/faults/client-methods.ts'),
  'test/conformance/': readdirSync(join(root, 'test/conformance'))
    .map((name) => read(`test/conformance/${name}`))
    .join(),
}

test('documents that count the operations and callbacks have the right numbers', () => {
  expect(callbacks).toHaveLength(2)
  for (const page of ['docs/openapi.md', 'CHANGELOG.md']) {
    expect(read(page), page).toContain(`${operations.length} operations`)
  }
})

describe.each(operations)('$id', ({ id, feature, path }) => {
  const [group, verb] = id.split('.') as [string, string]
  const tail = path.slice(path.lastIndexOf('/') + 1)

  test('has a handler', () => {
    expect(handlers[id]).toBeTypeOf('function')
  })

  test('has a method of the client', () => {
    const methods = (client as unknown as Record<string, Record<string, unknown>>)[group]
    expect(methods?.[verb]).toBeTypeOf('function')
  })

  test('has a Toss side over the control port', () => {
    expect(controlRoutes.filter(({ tag }) => tag === feature)).not.toEqual([])
  })

  test('has a page that speaks of it', () => {
    expect(read(`docs/features/${feature}.md`)).toContain(tail)
  })

  test('is called over a socket by a test', () => {
    expect(socketTests.filter((text) => text.includes(`.${verb}(`) || text.includes(tail))).not.toEqual([])
  })

  test.each(Object.keys(everyCall))('is called in %s', (place) => {
    expect(everyCall[place]).toMatch(new RegExp(`'${id}'|\\.${verb}\\(`))
  })
})

test('both callbacks have a page, a sender that tests drive, and a verifier in the client', () => {
  const page = read('docs/features/callbacks.md') + read('docs/features/subscriptions.md')
  expect(page).toContain('unlink')
  expect(page).toContain('subscription.status_changed')
  expect(
    socketTests.filter((text) => text.includes('createCallbackVerifier') || text.includes('unlink(')).length,
  ).toBeGreaterThan(0)
  expect(read('client/index.ts')).toContain('createCallbackVerifier')
})
