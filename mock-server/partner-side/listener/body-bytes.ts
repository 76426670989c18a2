import type { IncomingMessage } from 'node:http'

/** A body that is larger than is read of one. */
export class BodyTooLarge extends Error {
  constructor(limit: number) {
    super(`the body is larger than ${limit} bytes`)
  }
}

/**
 * The bytes of a request's body. Rejects with `BodyTooLarge` as soon as there are more than `limit`, announced or sent, and
 * with `ECONNRESET` where the connection ends before the body does.
 */
export function bytesOf(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length']) > limit) return reject(new BodyTooLarge(limit))
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
      else reject(new BodyTooLarge(limit))
    })
    request.once('end', () => resolve(Buffer.concat(chunks, size)))
    request.once('error', reject)
  })
}
