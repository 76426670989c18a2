import { afterEach, expect, test, vi } from 'vitest'
import { createClient } from '../../client/index.js'
import { foreignRuntime, requireNode } from '../../errors/runtime.js'
import { startMockServer } from '../../mock-server/index.js'
import { connectTestServer } from '../../testing/index.js'
import { verify } from '../../verify/index.js'

afterEach(() => void vi.unstubAllGlobals())

test.each(['Bun', 'Deno'])('in %s nothing starts that serves or examines TLS', async (name) => {
  vi.stubGlobal(name, {})
  const refusal = { code: 'ERR_UNSUPPORTED_RUNTIME', message: expect.stringContaining(`and this is ${name}`) }
  await expect(startMockServer()).rejects.toMatchObject(refusal)
  await expect(verify({ baseUrl: 'https://localhost:1', cert: 'x', key: 'x' })).rejects.toMatchObject(refusal)
  expect(() => connectTestServer({ controlUrl: 'http://127.0.0.1:1' })).toThrow(expect.objectContaining(refusal))
})

test('in Bun, which has a module of its own for undici, no client is made; in Deno it is', async () => {
  vi.stubGlobal('Bun', {})
  const fix = expect.stringContaining('fetch(url, { tls: { cert, key, ca } })')
  expect(() => createClient()).toThrow(expect.objectContaining({ code: 'ERR_UNSUPPORTED_RUNTIME', fix }))
  vi.unstubAllGlobals()
  vi.stubGlobal('Deno', {})
  await createClient().close()
})

test('a runtime is told by its own version, and named with it', () => {
  expect(foreignRuntime({ node: '24.0.0' })).toBeUndefined()
  expect(foreignRuntime({ node: '24.3.0', bun: '1.4.5' })).toEqual({ name: 'Bun', version: '1.4.5' })
  expect(foreignRuntime({ node: '24.3.0', deno: '2.9.6' })).toEqual({ name: 'Deno', version: '2.9.6' })
  expect(() => requireNode('the mock', 'Use Node.', { name: 'Deno', version: '2.9.6' })).toThrow(
    "the mock needs Node, and this is Deno 2.9.6, whose TLS does not behave like Node's",
  )
  expect(() => requireNode('the mock', 'Use Node.')).not.toThrow()
})
