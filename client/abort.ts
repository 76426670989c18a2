import { setMaxListeners } from 'node:events'

/** Calls `listener` when `signal` is aborted. Gives back the function that takes it away again. */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  try {
    // One signal may end any number of calls; each takes its listener away when it ends.
    setMaxListeners(0, signal)
  } catch {
    // A signal that is not Node's own, such as that of a browser's test environment, does not count its listeners.
  }
  signal.addEventListener('abort', listener)
  return () => signal.removeEventListener('abort', listener)
}

/** Waits for `ms` milliseconds; when one of the signals is aborted, its reason is thrown. */
export function pause(ms: number, ...signals: (AbortSignal | undefined)[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const given = signals.filter((signal) => signal !== undefined)
    const aborted = given.find((signal) => signal.aborted)
    if (aborted !== undefined) return reject(aborted.reason)
    const end = () => {
      clearTimeout(timer)
      for (const remove of removers) remove()
    }
    const timer = setTimeout(() => {
      end()
      resolve()
    }, ms)
    const removers = given.map((signal) =>
      onAbort(signal, () => {
        end()
        reject(signal.reason)
      }),
    )
  })
}
