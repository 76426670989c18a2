import { accessSync, closeSync, constants, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { basename, delimiter, join } from 'node:path'

/** Kinds of programs, as far as they differ in what leads them to the mock. */
export type ProgramKind = 'Bun' | 'Deno' | 'Go' | 'JVM' | 'Node' | 'PHP' | 'Python'

const byName: readonly (readonly [RegExp, ProgramKind])[] = [
  [/^bunx?$/, 'Bun'],
  [/^deno$/, 'Deno'],
  [/^go$/, 'Go'],
  [/^(java|kotlin|gradlew?|mvnw?|sbt)$/, 'JVM'],
  [/^(node|npm|npx|pnpm|yarn|tsx)$/, 'Node'],
  [/^(php[\d.]*|composer|artisan)$/, 'PHP'],
  [/^(python[\d.]*|pytest|uv|uvicorn|gunicorn|poetry)$/, 'Python'],
]

const shells = /^(sh|bash|dash|zsh|fish)$/

/** What a command is, by its name, by its first line, or by what Go writes into every program; undefined where nothing tells. */
export function programKind([name = '', ...args]: readonly string[], path = ''): ProgramKind | undefined {
  const word = basename(name)
  if (shells.test(word) || word === 'env' || word === 'exec') {
    const words = args.flatMap((arg) => arg.split(/[\s;&|()]+/)).filter((each) => !each.includes('='))
    return first(words.map((each) => kindOfName(basename(each))))
  }
  return kindOfName(word) ?? kindOfFile(whereIs(name, path))
}

function kindOfName(word: string): ProgramKind | undefined {
  return byName.find(([pattern]) => pattern.test(word))?.[1]
}

function whereIs(name: string, path: string): string | undefined {
  if (name.includes('/')) return name
  return path
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((place) => {
      try {
        accessSync(place, constants.X_OK)
        return statSync(place).isFile()
      } catch {
        return false
      }
    })
}

/** A Go program carries its build's data behind this mark (go/src/debug/buildinfo). */
const goMark = Buffer.from('\xff Go buildinf:', 'latin1')
const largest = 200 * 1024 * 1024

function kindOfFile(file: string | undefined): ProgramKind | undefined {
  if (file === undefined) return undefined
  try {
    const begin = beginOf(file)
    if (begin.startsWith('#!')) {
      const [interpreter = '', argument = ''] = begin.slice(2).split('\n', 1)[0]?.trim().split(/\s+/) ?? []
      return kindOfName(basename(interpreter)) ?? kindOfName(basename(argument))
    }
    const isProgram = begin.startsWith('\x7fELF') && statSync(file).size < largest
    return isProgram && readFileSync(file).includes(goMark) ? 'Go' : undefined
  } catch {
    return undefined
  }
}

function beginOf(file: string): string {
  const handle = openSync(file, 'r')
  try {
    const bytes = Buffer.alloc(256)
    return bytes.subarray(0, readSync(handle, bytes)).toString('latin1')
  } finally {
    closeSync(handle)
  }
}

function first<Value>(values: readonly (Value | undefined)[]): Value | undefined {
  return values.find((value) => value !== undefined)
}
