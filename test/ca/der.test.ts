import { expect, test } from 'vitest'
import { element, elementsIn, integer, objectIdentifier, sequence, time } from '../../ca/der.js'

const hex = (bytes: Buffer) => bytes.toString('hex')

test.each([
  [0x7f, '7f'],
  [0x80, '8180'],
  [0xff, '81ff'],
  [0x100, '820100'],
  [0x10000, '83010000'],
])('the length of %i bytes', (size, length) => {
  const encoded = element(0x04, Buffer.alloc(size))
  expect(hex(encoded.subarray(0, -size))).toBe(`04${length}`)
  expect(elementsIn(sequence(encoded, encoded))).toEqual([encoded, encoded])
})

test('numbers are positive', () => {
  expect(hex(integer(Buffer.from([0x7f])))).toBe('02017f')
  expect(hex(integer(Buffer.from([0x80, 1])))).toBe('0203008001')
  expect(hex(integer(Buffer.from([0])))).toBe('020100')
})

test('object identifiers', () => {
  expect(hex(objectIdentifier('1.2.840.113549.1.1.11'))).toBe('06092a864886f70d01010b')
  expect(hex(objectIdentifier('2.5.29.19'))).toBe('0603551d13')
})

test('years have two digits until 2049, and four from then on', () => {
  const text = (date: string) => time(new Date(date)).subarray(2).toString()
  expect(text('2049-12-31T23:59:59.999Z')).toBe('491231235959Z')
  expect(text('2050-01-01T00:00:00Z')).toBe('20500101000000Z')
  expect(text('1950-01-01T00:00:00Z')).toBe('500101000000Z')
  expect(text('1949-12-31T00:00:00Z')).toBe('19491231000000Z')
})
