import { readFileSync } from 'node:fs'
import { inRepository } from './child-process.js'

/** How a test file comes to the answers that the backend gets. */
export type Way = 'own' | 'shared' | 'MSW' | 'bare' | 'none'

const story = (file: string) => readFileSync(inRepository(`bench/story/${file}`), 'utf8')

/** A project of test files that are alike but for the name of their user. */
export function storyFiles(way: Way, count: number): Record<string, string> {
  const tests = Array.from({ length: count }, (_, index) => [`file-${index}.test.mjs`, testFile(way, `사용자${index}`)])
  return {
    'backend.mjs': story('backend.mjs'),
    'constant.mjs': story('constant.mjs'),
    'bare-setup.mjs': story('bare-setup.mjs'),
    'vitest.config.mjs': configWith(setups[way]),
    ...Object.fromEntries(tests),
  }
}

const setups: Partial<Record<Way, string>> = {
  shared: 'apps-in-toss-mock/vitest/global-setup',
  bare: './bare-setup.mjs',
}

/** On a busy machine a test that takes long is a figure, and no failure. */
function configWith(globalSetup: string | undefined): string {
  return `export default { test: ${JSON.stringify({ globalSetup, testTimeout: 60_000, hookTimeout: 60_000 })} }\n`
}

function testFile(way: Way, name: string): string {
  return bodies[way].replaceAll('NAME', `'${name}'`)
}

const bodies: Record<Way, string> = {
  own: `import { startMockServer } from 'apps-in-toss-mock'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nameOf } from './backend.mjs'

let mock
beforeAll(async () => {
  mock = await startMockServer()
})
afterAll(() => mock.close())

test('the user is known by name', async () => {
  const login = await mock.toss.logIn({ profile: { name: NAME } })
  const { baseUrl, clientTls: tls, decryption } = mock
  expect(await nameOf({ baseUrl, tls, decryption, ...login })).toBe(NAME)
})
`,
  shared: `import { expect, test } from 'apps-in-toss-mock/vitest'
import { nameOf } from './backend.mjs'

test('the user is known by name', async ({ mock }) => {
  const login = await mock.toss.logIn({ profile: { name: NAME } })
  const { baseUrl, clientTls: tls, decryption } = mock
  expect(await nameOf({ baseUrl, tls, decryption, ...login })).toBe(NAME)
})
`,
  MSW: `import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nameOf, oauth2 } from './backend.mjs'
import { decryption, login, production, token, userNamed } from './constant.mjs'

const server = setupServer(
  http.post(production + oauth2 + '/generate-token', () => HttpResponse.json(token)),
  http.get(production + oauth2 + '/login-me', () => HttpResponse.json(userNamed(NAME))),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => server.close())

test('the user is known by name', async () => {
  expect(await nameOf({ baseUrl: production, tls: {}, decryption, ...login })).toBe(NAME)
})
`,
  bare: `import { expect, inject, test } from 'vitest'
import { nameOf } from './backend.mjs'
import { decryption, login } from './constant.mjs'

test('the user is known by name', async () => {
  expect(await nameOf({ ...inject('bare'), decryption, ...login })).toBe('김토스')
})
`,
  none: `import { expect, test } from 'vitest'
import { decrypted } from './backend.mjs'
import { decryption, userNamed } from './constant.mjs'

test('the user is known by name', async () => {
  expect(decrypted(userNamed(NAME).success.name, decryption)).toBe(NAME)
})
`,
}
