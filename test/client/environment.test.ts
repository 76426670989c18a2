import { readFileSync } from 'node:fs'
import { afterEach, expect, test, vi } from 'vitest'
import { publicNames, underPublicNames } from '../../cli/public-names.js'
import { createClient } from '../../client/index.js'
import { readOptions } from '../../client/options.js'

afterEach(() => vi.unstubAllEnvs())

const values = Object.fromEntries(Object.keys(publicNames).map((kind) => [kind, `/${kind}/of/somebody/else`]))
const own = ['BASE_URL', 'PAY_BASE_URL', 'CERT', 'KEY', 'CA', 'DECRYPTION_KEY', 'AAD'].map(
  (name) => `APPS_IN_TOSS_${name}`,
)
const generic = ['MTLS_CERT_PATH', 'MTLS_KEY_PATH', 'MTLS_CERT_BASE64', 'MTLS_KEY_BASE64', 'DECRYPTION_KEY', 'AAD']

test('the client goes by its options alone: no variable gives it a certificate, an address or a key', async () => {
  const names = [...Object.keys(underPublicNames(values as never)), ...own, ...generic]
  expect(names).toEqual(
    expect.arrayContaining(['APPS_IN_TOSS_MTLS_KEY_BASE64', 'TOSS_MTLS_KEY_FILE', 'TOSS_MTLS_KEY_CONTENT']),
  )
  for (const name of names) vi.stubEnv(name, '/of/somebody/else')
  await using client = createClient()
  expect(client.certificate).toBeUndefined()
  const { cert, key, ca, baseUrls, decryption } = readOptions({})
  expect({ cert, key, ca, decryption }).toEqual({ cert: undefined, key: undefined, ca: [], decryption: undefined })
  expect(baseUrls.api.href).toBe('https://apps-in-toss-api.toss.im/')
})

test('docs/unmodified-code.md lists every name that run sets', () => {
  const page = readFileSync(new URL('../../docs/unmodified-code.md', import.meta.url), 'utf8')
  const missing = Object.values(publicNames)
    .flat()
    .filter((name) => !page.includes(`\`${name}\``))
  expect(missing).toEqual([])
})
