import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LocatedIssue, SeedFileError, startMockServer, type WorldSeed } from '../../../mock-server/index.js'

/** What was wrong with a seed, and how it was told. */
export interface Refused {
  readonly issues: readonly LocatedIssue[]
  /** Each as `line:column message`. */
  readonly told: readonly string[]
  readonly error: SeedFileError
}

/** Starts a mock with a file of this text, and gives what is wrong with it; fails where nothing is. */
export async function refusedFile(text: string | Uint8Array, name = 'world.yaml'): Promise<Refused> {
  const dir = await mkdtemp(join(tmpdir(), 'apps-in-toss-mock-'))
  try {
    await writeFile(join(dir, name), text)
    return await refused({ seedFile: join(dir, name) })
  } finally {
    await rm(dir, { recursive: true })
  }
}

/** The same for the option `world`. */
export function refusedWorld(world: unknown): Promise<Refused> {
  return refused({ world: world as WorldSeed })
}

async function refused(options: { seedFile: string } | { world: WorldSeed }): Promise<Refused> {
  try {
    await using _mock = await startMockServer({ controlPort: false, ...options })
  } catch (error) {
    if (!(error instanceof SeedFileError)) throw error
    const { issues } = error
    return { error, issues, told: issues.map(({ line, column, message }) => `${line}:${column} ${message}`) }
  }
  throw new Error('the seed was taken')
}
