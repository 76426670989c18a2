import { unwatchFile, watchFile } from 'node:fs'
import { relative } from 'node:path'
import { reportFailure } from './failure.js'
import { told } from './language.js'

/** Milliseconds between two looks at the file. */
const interval = 200

/**
 * Resets the mock whenever its seed file has changed, which reads it anew, and says so on stderr. Where it cannot be used, that
 * is said, and the mock stays as it is. The file is looked at again and again: an event would not come over a network, from
 * a container's folder, or for a file that an editor puts in the place of another.
 *
 * @returns what ends it
 */
export function watchSeedFile(path: string, reset: () => Promise<void>): () => void {
  const name = relative(process.cwd(), path)
  let last: Promise<void> = Promise.resolve()
  const look = () => {
    last = last.then(reset).then(
      () =>
        void process.stderr.write(
          `${told(`note: ${name} has changed: the mock was reset, and its world is as the file says now`)}\n`,
        ),
      (error: unknown) => {
        reportFailure(error)
        process.stderr.write(`${told(`note: ${name} has changed, and is not used: the mock goes on as it was`)}\n`)
      },
    )
  }
  watchFile(path, { interval }, look)
  return () => unwatchFile(path, look)
}
