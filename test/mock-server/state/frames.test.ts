import { isAscii } from 'node:buffer'
import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { frameOf, framesOf, magic } from '../../../mock-server/world/state/frames.js'

const content = JSON.stringify(['김하나', '🙂', 'é', '"\\', '\ud800'])

test('what is written in a frame is ASCII, and is read as it was', () => {
  const { bytes } = frameOf(content, 0)
  expect(isAscii(bytes.subarray(16))).toBe(true)
  const read = [...framesOf(Buffer.concat([magic, bytes]))]
  expect(read.map((each) => JSON.parse(each))).toEqual([JSON.parse(content)])
})

test('a frame of an earlier version, in UTF-8, is read as well', () => {
  const text = Buffer.from(content)
  const head = Buffer.from([0xf5, 0xa1, 0x74, 0x0a, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  head.writeUInt32LE(text.length, 4)
  head.writeUInt32LE(crc32(text, crc32(head.subarray(4, 12))), 12)
  expect([...framesOf(Buffer.concat([magic, head, text]))]).toEqual([content])
})
