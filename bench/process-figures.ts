import { readdirSync, readFileSync } from 'node:fs'

/** What Linux tells of a process; NaN elsewhere. */
export interface ProcessFigures {
  /** MiB of resident memory. */
  readonly memory: number
  /** Milliseconds of CPU that all of its threads have used. */
  readonly cpu: number
}

/** Reads the figures of a running process. */
export function processFigures(pid: number): ProcessFigures {
  if (process.platform !== 'linux') return { memory: Number.NaN, cpu: Number.NaN }
  const threads = readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}/schedstat`)
  const nanoseconds = threads.reduce((sum, path) => sum + Number(readFileSync(path, 'utf8').split(' ', 1)[0]), 0)
  const kibibytes = Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  return { memory: kibibytes / 1024, cpu: nanoseconds / 1e6 }
}
