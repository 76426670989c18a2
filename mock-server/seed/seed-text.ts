import { readFile } from 'node:fs/promises'
import { extname, isAbsolute, relative, sep } from 'node:path'
import { type Issue, SeedFileError, type SeedSource } from '../world/checks/issue.js'

const nowhere = { locate: (paths: readonly unknown[]) => paths.map(() => undefined) }

/**
 * Reads a seed file: JSON where it ends in `.json`, YAML where it ends in `.yaml` or `.yml`, else by its first character.
 *
 * @param before - what was read of this file before; given back where the file says the same
 * @throws SeedFileError for a file that cannot be read, is not UTF-8, breaks the syntax, or has a key twice
 */
export async function readSeedFile(path: string, before?: SeedSource): Promise<SeedSource> {
  const name = shown(path)
  const fail = (issues: readonly Issue[]) => new SeedFileError({ name, ...nowhere }, issues)
  const text = decode(await readBytes(path, fail), fail)
  if (before?.text === text) return before
  const extension = extname(path).toLowerCase()
  const isJson = extension === '.json' || (!/^\.ya?ml$/.test(extension) && /^\s*[{[]/.test(text))
  const read = isJson
    ? (await import('./json-text.js')).readJsonText(text)
    : (await import('./yaml-text.js')).readYamlText(text)
  if ('issues' in read) throw fail(read.issues)
  return { name, text, ...read }
}

/**
 * A seed that is an object already: the option `world`.
 *
 * @throws SeedFileError for one that JSON cannot hold
 */
export function seedFromObject(world: unknown): SeedSource {
  const name = 'world'
  try {
    // A copy, so that nobody changes it before the next reset.
    return { name, content: JSON.parse(JSON.stringify(world)), ...nowhere }
  } catch (error) {
    const message = `world cannot be written as JSON: ${(error as Error).message.split('\n', 1)[0]}`
    throw new SeedFileError({ name, ...nowhere }, [{ path: [], rule: 'format', message }])
  }
}

async function readBytes(path: string, fail: (issues: readonly Issue[]) => Error): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const fix = code === 'ENOENT' ? 'Check the path; there is no such file.' : 'Name a file that you may read.'
    throw fail([{ path: [], rule: 'syntax', message: `the file cannot be read (${code})`, fix }])
  }
}

function decode(bytes: Buffer, fail: (issues: readonly Issue[]) => Error): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // Korean editors on Windows still write CP949 now and then.
    throw fail([{ path: [], rule: 'syntax', message: 'the file is not UTF-8', fix: 'Save it as UTF-8.' }])
  }
}

/** Relative where that is shorter to read: an editor's terminal opens either. */
function shown(path: string): string {
  const fromHere = relative(process.cwd(), path)
  return fromHere === '' || isAbsolute(fromHere) || fromHere.split(sep)[0] === '..' ? path : fromHere
}
