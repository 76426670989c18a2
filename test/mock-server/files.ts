import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A temporary folder with PEM files in it, for clients that want paths. */
export interface PemFolder extends AsyncDisposable {
  readonly dir: string
  /** Writes a file and returns its path. */
  write(name: string, content: string): Promise<string>
}

/** Makes an empty folder; it goes when it is disposed of. */
export async function pemFolder(): Promise<PemFolder> {
  const dir = await mkdtemp(join(tmpdir(), 'apps-in-toss-mock-'))
  return {
    dir,
    async write(name, content) {
      const path = join(dir, name)
      await writeFile(path, content, { mode: 0o600 })
      return path
    },
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
  }
}
