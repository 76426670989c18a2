import { createDecipheriv, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createGhash } from '../../mock-server/world/ghash.js'
import { createFieldEncryption } from '../../mock-server/world/personal-fields.js'

const hex = (text: string) => Buffer.from(text, 'hex')

function opened(sealed: string, key: Buffer, aad: string): string {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(aad, 'utf8'))
  decipher.setAuthTag(bytes.subarray(-16))
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8')
}

test('OpenSSL opens every field, whatever its length, key and additional data', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.array(fc.string({ unit: 'grapheme', maxLength: 150 }), { minLength: 1, maxLength: 20 }),
      (bytes, aad, texts) => {
        const key = Buffer.from(bytes)
        const encrypt = createFieldEncryption({ key: key.toString('base64'), aad })
        for (const text of texts) expect(opened(encrypt(text), key, aad)).toBe(text)
      },
    ),
    { numRuns: 60 },
  )
})

test('the same text gets another initialisation vector each time, also when a new supply of them is drawn', () => {
  const key = randomBytes(32)
  const encrypt = createFieldEncryption({ key: key.toString('base64'), aad: 'TOSS' })
  const sealed = Array.from({ length: 2_000 }, () => encrypt('홍길동'))
  expect(new Set(sealed.map((text) => text.slice(0, 16))).size).toBe(2_000)
  expect(new Set(sealed.map((text) => opened(text, key, 'TOSS')))).toEqual(new Set(['홍길동']))
})

test('GHASH gives what the GCM specification prints for its test cases 2 and 4', () => {
  const ghash = (hashKey: string, additionalData: string, ciphertext: string) => {
    const bytes = Buffer.concat([Buffer.alloc(2, 0xff), hex(ciphertext), Buffer.alloc(18, 0xff)])
    createGhash(hex(hashKey), hex(additionalData))(bytes, 2, bytes.length - 18)
    return bytes.toString('hex', bytes.length - 18, bytes.length - 2)
  }
  expect(ghash('66e94bd4ef8a2c3b884cfa59ca342b2e', '', '0388dace60b6a392f328c2b971b2fe78')).toBe(
    'f38cbb1ad69223dcc3457ae5b6b0f885',
  )
  const ciphertext =
    '42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091'
  expect(ghash('b83b533708bf535d0aa6e52980d53b78', 'feedfacedeadbeeffeedfacedeadbeefabaddad2', ciphertext)).toBe(
    '698e57f70e6ecc7fd9463b7260a9ae5f',
  )
})
