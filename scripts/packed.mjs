// What the checks of the package share: a folder of their own, and the package as npm packs it.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')

/** A fresh folder that is removed when the process ends. */
export function scratchFolder(purpose) {
  const folder = mkdtempSync(join(tmpdir(), `apps-in-toss-mock-${purpose}-`))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Packs the package into a folder: the path of the tarball, and of each file in it. */
export function packInto(folder) {
  const args = ['pack', '--json', '--silent', '--pack-destination', folder]
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  const [{ filename, files }] = JSON.parse(stdout)
  return { tarball: join(folder, filename), paths: files.map(({ path }) => path) }
}
