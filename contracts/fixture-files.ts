import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the fixtures. In the package, one file of all of them stands beside it. */
const fixtureFolder = fileURLToPath(new URL('../contracts/fixtures', import.meta.url))

let read: Readonly<Record<string, unknown>> | undefined

/** What the fixture files of the contract say, by id. Read from disk at first use. */
export function fixtureFiles(): Readonly<Record<string, unknown>> {
  const all = `${fixtureFolder}.json`
  read ??= existsSync(all) ? JSON.parse(readFileSync(all, 'utf8')) : filesUnder(fixtureFolder)
  return read as Readonly<Record<string, unknown>>
}

/** The fixtures of a folder that has a file for each, as the build reads them. */
export function filesUnder(folder: string): Record<string, unknown> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
  return Object.fromEntries(names.map((name) => [idOf(name), JSON.parse(readFileSync(join(folder, name), 'utf8'))]))
}

/** The id of a fixture: its path in its folder without the ending. */
export const idOf = (name: string) => name.slice(0, -'.json'.length).split(sep).join('/')
