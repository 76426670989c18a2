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

test('there are 18 operations and 2 callbacks', () => {
  expect(operations).toHaveLength(18)
  expect(callbacks).toHaveLength(2)
})

describe.each(operations)('$id', ({ id, feature, path, effect }) => {
  const [group, verb] = id.split('.') as [string, string]
  const tail = path.slice(path.lastIndexOf('/') + 1)

  test('has a handler, which may write only where the operation does', () => {
    expect(handlers[id]?.kind).toBe(effect === 'read' ? 'query' : 'mutation')
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
