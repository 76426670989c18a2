import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openCertificateDirectory } from '../../ca/index.js'

/** File name → content. */
export type Files = Record<string, Buffer>

/** An empty folder, which goes when the test ends. */
export async function emptyFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'apps-in-toss-mock-ca-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

let template: Promise<Files> | undefined

/** The files of a complete folder for `my-mini-app` and `other-app`; keys are made once per test file. */
export async function completeFiles(): Promise<Files> {
  template ??= (async () => {
    const dir = await emptyFolder()
    const { issue } = await openCertificateDirectory({ dir })
    await issue('other-app')
    return filesIn(dir)
  })()
  return { ...(await template) }
}

/** A complete folder: a copy, made elsewhere, of the one above. */
export async function completeFolder(): Promise<string> {
  const dir = await emptyFolder()
  write(dir, await completeFiles())
  return dir
}

/** Writes files into a folder, which is made when it is not there. */
export function write(dir: string, files: Files): void {
  mkdirSync(dir, { recursive: true })
  for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, name), content)
}

/** All files of a folder, whatever their names; folders in it appear with an empty content. */
export function filesIn(dir: string): Files {
  return Object.fromEntries(
    readdirSync(dir)
      .sort()
      .map((name) => {
        const path = join(dir, name)
        return [name, statSync(path).isDirectory() ? Buffer.alloc(0) : readFileSync(path)]
      }),
  )
}

/** The names of the files that differ. */
export function difference(before: Files, after: Files): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].filter((name) => !(before[name] && after[name]?.equals(before[name]))).sort()
}

/** Permissions as an octal number, such as `600`. */
export function permissions(path: string): string {
  return (statSync(path).mode & 0o777).toString(8)
}
