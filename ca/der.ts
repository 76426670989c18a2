// DER (ITU-T X.690), as far as an X.509 certificate needs it.

/** An element: its tag, the length, and what is in it. */
export function element(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents)
  return Buffer.concat([Buffer.from([tag]), lengthOf(content), content])
}

function lengthOf({ length }: Buffer): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const bytes = bytesOf(length)
  return Buffer.from([0x80 | bytes.length, ...bytes])
}

/** The bytes of a whole number, the highest first, and none of them a leading zero. */
function bytesOf(number: number): number[] {
  return number === 0 ? [] : [...bytesOf(Math.floor(number / 256)), number % 256]
}

export function sequence(...contents: readonly Uint8Array[]): Buffer {
  return element(0x30, ...contents)
}

/** The context-specific tags of a structure's optional parts; those with a `primitive` content hold no further element. */
export function tagged(number: number, ...contents: readonly Uint8Array[]): Buffer {
  return element(0xa0 | number, ...contents)
}
export function primitive(number: number, content: Uint8Array): Buffer {
  return element(0x80 | number, content)
}

/** A positive number, its bytes the highest first; the highest bit would make it negative. */
export function integer(bytes: Uint8Array): Buffer {
  const isNegative = ((bytes[0] ?? 0) & 0x80) !== 0
  return element(0x02, Buffer.from(isNegative ? [0] : []), bytes)
}

export const yes = element(0x01, Buffer.from([0xff]))
export const nothing = element(0x05)

/** @param unused - how many bits of the last byte do not count */
export function bitString(bytes: Uint8Array, unused = 0): Buffer {
  return element(0x03, Buffer.from([unused]), bytes)
}

export function octetString(content: Uint8Array): Buffer {
  return element(0x04, content)
}

export function utf8String(text: string): Buffer {
  return element(0x0c, Buffer.from(text, 'utf8'))
}

/** An object identifier, such as `2.5.4.3`. */
export function objectIdentifier(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number)
  return element(0x06, Buffer.from([40 * first + second, ...rest.flatMap(inSevenBits)]))
}

/** Seven bits a byte; the eighth says that another one follows. */
function inSevenBits(number: number): number[] {
  const above = Math.floor(number / 128)
  return [...(above === 0 ? [] : inSevenBits(above).map((byte) => byte | 0x80)), number % 128]
}

/** A time to the second. RFC 5280 wants two digits of the year until 2049, and four from then on. */
export function time(date: Date): Buffer {
  const digits = `${date.toISOString().replaceAll(/[-T:]|\.\d+/g, '')}`
  const year = date.getUTCFullYear()
  return year >= 1950 && year < 2050 ? element(0x17, Buffer.from(digits.slice(2))) : element(0x18, Buffer.from(digits))
}

/** The elements in the content of a sequence, each with its tag and length. */
export function elementsIn(sequence: Buffer): Buffer[] {
  const elements: Buffer[] = []
  for (let at = headSize(sequence, 0); at < sequence.length; ) {
    const end = at + headSize(sequence, at) + contentSize(sequence, at)
    elements.push(sequence.subarray(at, end))
    at = end
  }
  return elements
}

function headSize(bytes: Buffer, at: number): number {
  const length = bytes.readUInt8(at + 1)
  return length < 0x80 ? 2 : 2 + (length & 0x7f)
}

function contentSize(bytes: Buffer, at: number): number {
  const length = bytes.readUInt8(at + 1)
  return length < 0x80 ? length : bytes.readUIntBE(at + 2, length & 0x7f)
}
