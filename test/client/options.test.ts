import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { createAuthority } from '../../ca/authority.js'
import { type ClientOptions, createClient } from '../../client/index.js'
import { readOptions } from '../../client/options.js'
import { productionOrigins } from '../../contracts/index.js'
import { startMtlsServer, success, tokens } from './mtls-server.js'

const origins = (options: ClientOptions) => {
  const { api, pay } = readOptions(options).baseUrls
  return [api.origin, pay.origin]
}

test('without base URLs the client goes to production, each host for its part', () => {
  expect(origins({})).toEqual([productionOrigins.api, productionOrigins.pay])
  expect(origins({ baseUrl: productionOrigins.api })).toEqual([productionOrigins.api, productionOrigins.pay])
})

test('with a base URL other than production, pay goes there as well, unless it has its own', () => {
  const mock = 'https://localhost:8443'
  expect(origins({ baseUrl: mock })).toEqual([mock, mock])
  expect(origins({ baseUrl: mock, payBaseUrl: 'https://localhost:9443' })).toEqual([mock, 'https://localhost:9443'])
})

test.each<[ClientOptions, string, string]>([
  [{ baseUrl: 'localhost:8443' }, 'baseUrl must start with https://', 'https address'],
  [{ baseUrl: 'http://localhost:8443' }, 'baseUrl must start with https://', 'https address'],
  [{ baseUrl: '' }, 'baseUrl is not a URL', productionOrigins.api],
  [{ payBaseUrl: 'https://a?b' }, 'payBaseUrl must not have credentials, a query or a fragment', ''],
  [
    { baseUrl: 'https://localhost:8443/api-partner/v1/apps-in-toss' },
    'baseUrl must not contain /api-partner/v1/apps-in-toss',
    'https://localhost:8443',
  ],
  [{ timeout: 0 }, 'timeout must be a whole number from 1 to', ''],
  [{ timeout: Number.NaN }, 'timeout must be a whole number from 1 to', ''],
  [{ maxRetries: -1 }, 'maxRetries must be a whole number from 0 to 10, not -1.', ''],
  [{ baseURL: 'https://x' } as ClientOptions, 'baseURL is not an option of createClient.', 'Write baseUrl.'],
  [{ retries: 3 } as ClientOptions, 'retries is not an option of createClient.', 'Known options: cert, key, ca'],
])('%j is refused: %s', (options, message, fix) => {
  expect(() => createClient(options)).toThrow(
    expect.objectContaining({
      code: 'ERR_INVALID_OPTION',
      message: expect.stringContaining(message),
      fix: expect.stringContaining(fix),
    }),
  )
})

test('ca adds to the authorities that Node trusts, NODE_EXTRA_CA_CERTS included, and does not replace them', async () => {
  await using api = await startMtlsServer(() => success(tokens))
  const { ca, ...options } = api.options
  const directory = await mkdtemp(join(tmpdir(), 'client-options-'))
  try {
    await writeFile(join(directory, 'ca.crt'), ca as string)
    const other = await createAuthority({ name: 'other' })
    const script = `
      import { createClient } from ${JSON.stringify(fileURLToPath(new URL('../../dist/client/index.js', import.meta.url)))}
      const client = createClient(${JSON.stringify({ ...options, ca: other.cert })})
      console.log((await client.login.refreshToken({ refreshToken: 'x' })).tokenType)
    `
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: join(directory, 'ca.crt') },
    })
    expect(stdout).toBe('Bearer\n')
  } finally {
    await rm(directory, { recursive: true })
  }
})
