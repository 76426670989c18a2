import { renameSync, rmSync, writeFileSync } from 'node:fs'

/** Writes a file that only its owner may read, so that whoever reads it sees all of it, or what was there before. */
export function writeAtomically(path: string, content: string): void {
  const fresh = `${path}.${process.pid}.tmp`
  try {
    writeFileSync(fresh, content, { mode: 0o600, flag: 'wx', flush: true })
    renameSync(fresh, path)
  } catch (error) {
    rmSync(fresh, { force: true })
    throw error
  }
}
