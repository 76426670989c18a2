import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive } from './is-alive.js'

/** The file in the certificate folder that says which mock is running there: of several the last one started. */
export const runningFile = 'running.json'

/** The file of each single one, by its process. */
export const runningFileOf = (pid: number) => `running.${pid}.json`

/** What a running mock leaves word of, as far as others need it who find it there. */
export interface RunningWord {
  readonly pid: number
  /** ISO 8601. */
  readonly startedAt: string
  readonly info: {
    readonly baseUrl: string
    readonly payBaseUrl: string
    readonly controlUrl: string
    readonly appName: string
    /** A path; absent where the certificates are kept in memory. */
    readonly ca?: string
  }
}

/** What stands in one of the folder's files; undefined where it is not there, or is none of ours. */
export function readRunningWord<Word extends RunningWord = RunningWord>(dir: string, name: string): Word | undefined {
  try {
    return runningWordIn(readFileSync(join(dir, name), 'utf8'))
  } catch {
    return undefined
  }
}

/** What a text says, if it is such a word. */
export function runningWordIn<Word extends RunningWord = RunningWord>(text: string): Word | undefined {
  try {
    const word = JSON.parse(text) as Partial<Word> | null
    return typeof word?.pid === 'number' && typeof word.info?.controlUrl === 'string' ? (word as Word) : undefined
  } catch {
    return undefined
  }
}

/** The words of all mocks of a folder, the last one started first. */
export function runningWords<Word extends RunningWord = RunningWord>(dir: string): Word[] {
  const words = readdirSync(dir)
    .filter((name) => /^running\.\d+\.json$/.test(name))
    .flatMap((name) => readRunningWord<Word>(dir, name) ?? [])
  return words.sort((one, other) => (one.startedAt < other.startedAt ? 1 : -1))
}

/** The word of the last mock started; where that was killed, of the one before that still runs. Nobody is asked. */
export function lastRunningWord(dir: string): RunningWord | undefined {
  const last = readRunningWord(dir, runningFile)
  if (last === undefined || isAlive(last.pid)) return last
  return runningWords(dir).find(({ pid }) => isAlive(pid)) ?? last
}
