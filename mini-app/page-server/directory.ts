import { constants, createReadStream, realpathSync } from 'node:fs'
import { type FileHandle, open, realpath } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, sep } from 'node:path'
import { pipeline } from 'node:stream'
import { mediaTypeOf } from './media-types.js'
import { answerText } from './plain-answer.js'
import type { Site } from './site.js'

/**
 * Serves the files of a build, as a host of a single-page app does: what is no file, and is asked for as a page, is the app's
 * `index.html`. Only regular files inside the folder are served, no hidden ones, and none that hold keys.
 */
export function createDirectorySite(directory: string): Site {
  const root = realpathSync(directory)

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return answerText(response, 405, 'files are read with GET', { headers: { allow: 'GET, HEAD' } })
    }
    const segments = segmentsOf(request.url ?? '/')
    const found = segments && (await find(segments, request))
    if (found === undefined) return answerText(response, 404, 'there is no such file in the folder')
    await send(found, request, response)
  }

  async function find(segments: readonly string[], request: IncomingMessage): Promise<ServedFile | undefined> {
    const path = join(root, ...segments)
    const isPage = extname(path) === '' || extname(path) === '.html'
    const candidates = [path, ...(extname(path) === '' ? [`${path}.html`] : []), join(path, 'index.html')]
    for (const candidate of isPage && wantsPage(request) ? [...candidates, join(root, 'index.html')] : candidates) {
      const file = await openInside(root, candidate)
      if (file !== undefined) return file
    }
    return undefined
  }

  async function send({ path, handle, size }: ServedFile, request: IncomingMessage, response: ServerResponse) {
    const type = mediaTypeOf(path)
    // A build has the same names with new contents.
    const headers = { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }
    response.writeHead(200, { ...headers, 'content-length': size })
    if (request.method === 'HEAD') {
      response.end()
      await handle.close()
      return
    }
    pipeline(createReadStream('', { fd: handle }), response, () => {})
  }

  return {
    name: directory,
    path: '/',
    serve(request, response) {
      serve(request, response).catch(() => {
        if (response.headersSent) response.destroy()
        else answerText(response, 500, 'the file cannot be read')
      })
    },
  }
}

/** A browser says so of what it shows; a script that fetches data wants to hear that it is not there. */
function wantsPage({ headers }: IncomingMessage): boolean {
  return headers['sec-fetch-mode'] === 'navigate' || (headers.accept ?? '').includes('text/html')
}

/**
 * The names of the way to a file; undefined for a way that no page of a build needs. It is decoded once, as a browser encodes it
 * once, and judged after that. `:` leads on Windows to drives and streams, a trailing dot or blank to another file's name.
 */
export function segmentsOf(url: string): string[] | undefined {
  const [path = ''] = url.split(/[?#]/)
  let decoded: string
  try {
    decoded = decodeURIComponent(path)
  } catch {
    return undefined
  }
  if (!decoded.startsWith('/') || /[\\:\0]/.test(decoded)) return undefined
  const segments = decoded.split('/').filter((segment) => segment !== '')
  return segments.every(isServed) ? segments : undefined
}

/** Neither `..` nor `.` nor hidden, and no key. */
function isServed(segment: string): boolean {
  return !segment.startsWith('.') && !/[. ]$/.test(segment) && !/\.(?:pem|key|p12|pfx)$/i.test(segment)
}

interface ServedFile {
  readonly path: string
  readonly handle: FileHandle
  readonly size: number
}

/** Opens a regular file whose real path, with every link followed, is inside the folder, and as servable as its name. */
async function openInside(root: string, path: string): Promise<ServedFile | undefined> {
  const real = await realpath(path).catch(() => undefined)
  if (real === undefined) return undefined
  const within = root.endsWith(sep) ? root : root + sep
  if (!real.startsWith(within) || !real.slice(within.length).split(sep).every(isServed)) return undefined
  // Neither follows a link that has since come there, nor waits for the other end of a pipe.
  const handle = await open(real, constants.O_RDONLY | noFollow).catch(() => undefined)
  if (handle === undefined) return undefined
  const { size, isFile } = await handle.stat().then((stat) => ({ size: stat.size, isFile: stat.isFile() }))
  if (isFile) return { path: real, handle, size }
  await handle.close()
  return undefined
}

/** Windows has neither. */
const noFollow = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
