import { createCipheriv, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createClient, decryptField, decryptUser, type LoginUser } from '../../client/index.js'
import { rejection, startMtlsServer, success, user } from './mtls-server.js'

const key = randomBytes(32)
const base64 = key.toString('base64')
const aad = 'TOSS'

function encrypt(text: string, { key: otherKey = key, aad: otherAad = aad } = {}): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', otherKey, iv)
  cipher.setAAD(Buffer.from(otherAad))
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64')
}

const encrypted: LoginUser = {
  ...user,
  name: encrypt('김토스'),
  phone: encrypt('01012345678'),
  birthday: encrypt('19960518'),
  gender: encrypt('FEMALE'),
  nationality: encrypt('LOCAL'),
  ci: encrypt('ci=='),
}
const plain = {
  ...user,
  name: '김토스',
  phone: '01012345678',
  birthday: '19960518',
  gender: 'FEMALE',
  nationality: 'LOCAL',
  ci: 'ci==',
}

function thrownBy(action: () => unknown): unknown {
  try {
    action()
  } catch (error) {
    return error
  }
  throw new Error('did not throw')
}

test('loginMe decrypts the personal fields when the client has the key, and leaves them as they are without', async () => {
  await using api = await startMtlsServer(() => success(encrypted))
  await using knowing = createClient({ ...api.options, decryption: { key: base64, aad } })
  expect(await knowing.login.loginMe({ accessToken: 'a.b.c' })).toEqual(plain)
  await using unknowing = createClient(api.options)
  expect(await unknowing.login.loginMe({ accessToken: 'a.b.c' })).toEqual(encrypted)
})

test('decryptUser and decryptField work without a client, with the key as text or bytes', () => {
  expect(decryptUser({ key: base64, aad, user: encrypted })).toEqual(plain)
  expect(decryptUser({ key, aad, user: encrypted })).toEqual(plain)
  expect(decryptField({ key: `${base64}\n`, aad, value: encrypted.name as string })).toBe('김토스')
  // Three Hangul syllables: 12 + 9 + 16 bytes, as observed.
  expect(Buffer.from(encrypted.name as string, 'base64')).toHaveLength(37)
})

test('a wrong key is named as the likely cause', async () => {
  await using api = await startMtlsServer(() => success(encrypted))
  await using client = createClient({ ...api.options, decryption: { key: randomBytes(32), aad } })
  const error = await rejection<Error & { fix: string }>(client.login.loginMe({ accessToken: 'a.b.c' }))
  expect(error).toMatchObject({ name: 'DecryptionError', code: 'ERR_DECRYPTION', field: 'name', suspect: 'key' })
  expect(error.fix).toContain('key')
})

test.each(['toss', 'TOSS\n', ''])('a wrong AAD (%j) is named as the likely cause, for every field', (wrong) => {
  for (const field of ['name', 'phone', 'birthday', 'gender', 'nationality', 'ci'] as const) {
    const value = encrypted[field] as string
    const error = thrownBy(() => decryptField({ key, aad: wrong, value, field }))
    expect(error).toMatchObject({ code: 'ERR_DECRYPTION', field, suspect: 'aad' })
  }
})

test.each([
  ['text that is not Base64', '김토스'],
  ['text that is not encrypted', 'Kim'],
  ['an empty text', ''],
  ['a value that has been cut', (encrypted.name as string).slice(0, 20)],
])('%s is called damaged', (_, value) => {
  const error = thrownBy(() => decryptField({ key, aad, value, field: 'name' }))
  expect(error).toMatchObject({ code: 'ERR_DECRYPTION', field: 'name', suspect: 'value' })
})

test('a message never shows key or plaintext', () => {
  const value = encrypted.name as string
  for (const options of [
    { key: randomBytes(32), aad },
    { key, aad: 'x' },
  ]) {
    const { message, fix } = thrownBy(() => decryptField({ ...options, value })) as { message: string; fix: string }
    expect(message + fix).not.toMatch(/김토스/)
    expect(message + fix).not.toContain(base64)
  }
})

test.each([
  ['a key of 16 bytes', { key: randomBytes(16).toString('base64'), aad }, 'has 16 bytes'],
  ['no key', { key: undefined as unknown as string, aad }, 'has 0 bytes'],
  ['no AAD', { key, aad: undefined as unknown as string }, 'decryption.aad must be a string'],
])('%s is refused when the client is created', (_, decryption, message) => {
  expect(() => createClient({ decryption })).toThrow(message)
})
