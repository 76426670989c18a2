import { readFile } from 'node:fs/promises'
import { openApiDocument } from '../contracts/index.js'
import { CodedError } from '../errors/index.js'

/**
 * Reads an OpenAPI document. What it holds is not judged here.
 *
 * @param path - a JSON or YAML file, `-` for the standard input, or `current` for the contract of this version
 * @throws CodedError `ERR_OPENAPI_FILE` for a file that cannot be read, or is neither
 */
export async function readOpenApi(path: string): Promise<unknown> {
  if (path === 'current') return openApiDocument()
  const name = path === '-' ? 'stdin' : path
  const text = await readText(path, name)
  try {
    return JSON.parse(text)
  } catch {
    const { LineCounter, parseDocument } = await import('yaml')
    const lineCounter = new LineCounter()
    const document = parseDocument(text, { lineCounter })
    const [error] = document.errors
    if (error !== undefined) {
      const { line } = lineCounter.linePos(error.pos[0])
      throw new CodedError(
        'ERR_OPENAPI_FILE',
        `${name}:${line} is neither JSON nor YAML: ${error.message.replace(/ at line [\s\S]*/, '')}`,
      )
    }
    try {
      return document.toJS({ maxAliasCount: 10_000 })
    } catch (cause) {
      // An alias without its anchor, or aliases of aliases without end.
      const message = `${name} is neither JSON nor YAML that can be read: ${(cause as Error).message}`
      throw new CodedError('ERR_OPENAPI_FILE', message, { cause })
    }
  }
}

async function readText(path: string, name: string): Promise<string> {
  try {
    if (path !== '-') return await readFile(path, 'utf8')
    const chunks: Buffer[] = []
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks).toString('utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new CodedError('ERR_OPENAPI_FILE', `${name} cannot be read (${code})`, { cause })
  }
}
