import { readdirSync, renameSync, rmSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type FolderContents, modeOf, workNames } from './files.js'
import type { Write } from './renewal.js'

/**
 * Writing a set of files so that a crash leaves all of them or none.
 *
 * 1. `stage` writes them into a folder of their own, and to the disk.
 * 2. `commit` renames that folder to `.pending`: from here on the set counts as written.
 * 3. Each file is renamed into its place, and `.pending` removed. After a crash in between, `finishPending` at the next start
 *    does the rest; a staging folder that never became `.pending` is thrown away.
 */
export async function stage(dir: string, writes: readonly Write[]): Promise<string> {
  const staging = await mkdtemp(join(dir, workNames.staging))
  await Promise.all(
    writes.map(({ file, content }) => writeFile(join(staging, file), content, { mode: modeOf(file), flush: true })),
  )
  return staging
}

/**
 * Puts the staged files into place, unless one of `seen` is no longer as it was when the decision was made: then it throws the
 * staged files away and answers false. In one synchronous go, so that no more than an instant lies between check and rename,
 * even when the lock was taken for stale because this process stood still.
 */
export function commit(dir: string, staging: string, seen: FolderContents, look: () => FolderContents): boolean {
  const now = look()
  const unchanged = [...seen].every(([file, content]) => sameContent(content, now.get(file)))
  if (!unchanged || !renameUnlessOvertaken(staging, join(dir, workNames.pending))) {
    rmSync(staging, { recursive: true, force: true })
    return false
  }
  finishPending(dir)
  return true
}

/** Completes what a crashed process had committed, and removes what it had not. To be called under the lock. */
export function finishPending(dir: string): void {
  for (const name of readdirSync(dir)) {
    if (name === workNames.pending) movePendingFiles(dir)
    else if (name.startsWith(workNames.staging)) rmSync(join(dir, name), { recursive: true, force: true })
  }
}

function movePendingFiles(dir: string): void {
  const pending = join(dir, workNames.pending)
  for (const file of readdirSync(pending)) renameSync(join(pending, file), join(dir, file))
  rmSync(pending, { recursive: true })
}

/** False when another process has committed in the meantime, or thrown the staged files away. */
function renameUnlessOvertaken(from: string, to: string): boolean {
  try {
    renameSync(from, to)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code && ['ENOTEMPTY', 'EEXIST', 'EPERM', 'ENOENT'].includes(code)) return false
    throw error
  }
}

function sameContent(a: Buffer | undefined, b: Buffer | undefined): boolean {
  return a === undefined || b === undefined ? a === b : a.equals(b)
}
