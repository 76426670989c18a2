import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CodedError } from '../errors/index.js'
import { derivedFixtures } from './derived-fixtures.js'
import { type Fixture, fixtureSchema } from './fixture.js'
import { fixtureFiles, idOf } from './fixture-files.js'
import { compileSchema } from './schema-compiler.js'

/**
 * Every fixture under `directory`, sorted by id; by default those of the contract, most of which are derived from it
 * ({@link derivedFixtures}) and have no file.
 *
 * @throws CodedError `ERR_FIXTURE_INVALID` for a file that is not JSON or not a fixture; it names file and field.
 *
 * @example
 * ```ts
 * for (const fixture of await loadFixtures()) console.log(fixture.verdict, fixture.id)
 * ```
 */
export async function loadFixtures(directory?: string): Promise<Fixture[]> {
  const all = directory === undefined ? [...derivedFixtures(), ...ofContract()] : await readFixtures(directory)
  return all.sort((a, b) => (a.id < b.id ? -1 : 1))
}

function ofContract(): Fixture[] {
  return Object.entries(fixtureFiles()).map(
    ([id, fixture]) => ({ id, ...asFixture(id, structuredClone(fixture)) }) as Fixture,
  )
}

async function readFixtures(directory: string): Promise<Fixture[]> {
  const entries = await readdir(directory, { recursive: true })
  const files = entries.filter((entry) => entry.endsWith('.json'))
  return Promise.all(
    files.map(async (file) => {
      const path = join(directory, file)
      return { id: idOf(file), ...parseFixture(path, await readFile(path, 'utf8')) } as Fixture
    }),
  )
}

function parseFixture(path: string, text: string): Omit<Fixture, 'id'> {
  let fixture: unknown
  try {
    fixture = JSON.parse(text)
  } catch (cause) {
    throw new CodedError('ERR_FIXTURE_INVALID', `${path} is not JSON: ${(cause as Error).message}`, { cause })
  }
  return asFixture(path, fixture)
}

function asFixture(path: string, fixture: unknown): Omit<Fixture, 'id'> {
  const validate = compileSchema(fixtureSchema)
  if (validate(fixture)) return fixture as Omit<Fixture, 'id'>
  const error = validate.errors?.find(({ keyword }) => keyword !== 'if')
  const field = error?.instancePath.slice(1).replaceAll('/', '.') || 'the fixture'
  const detail = error?.keyword === 'false schema' ? 'does not belong here' : error?.message
  throw new CodedError(
    'ERR_FIXTURE_INVALID',
    `${path} is not a fixture: ${field} ${detail} ${JSON.stringify(error?.params)}`,
  )
}
