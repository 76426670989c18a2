import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { CodedError } from '../errors/index.js'
import { isAlive } from '../files/is-alive.js'
import { lastRunningWord, runningFile } from '../files/running-word.js'
import { checkedControlUrl } from './control-url.js'
import type { TossAppSource } from './toss-app-source.js'

/** Which mock is meant. */
export interface MockChoice {
  /** Its control port; `http://127.0.0.1:8444`. */
  readonly controlUrl?: string | undefined
  /** The folder of certificates on which it runs. */
  readonly dir?: string | undefined
  /** The mini-app; default that of the mock. */
  readonly appName?: string | undefined
}

/** A mock that was found. */
export interface FoundMock {
  readonly controlUrl: string
  readonly appName: string
  /** The same for the same mock; another one after a restart, where that can be seen. */
  readonly key: string
}

/** How the Toss app of a found mock is opened. */
export type OpenTossApp = (found: FoundMock) => Promise<TossAppSource>

/**
 * The Toss app of a mock that may be started later, and again: it is looked for at each call. Whatever is asked of it while none
 * runs fails with `ERR_NOT_RUNNING`.
 *
 * @param cwd where a relative folder starts from; without one, `.apps-in-toss-mock` is looked for there and above
 */
export function tossAppOfWhicheverRuns(choice: MockChoice, cwd: string, open: OpenTossApp): TossAppSource {
  let current: { readonly key: string; readonly source: Promise<TossAppSource> } | undefined

  async function source(): Promise<TossAppSource> {
    const found = await findMock(choice, cwd)
    if (current?.key === found.key) return current.source
    const opening = { key: found.key, source: open(found) }
    current = opening
    opening.source.catch(() => {
      if (current === opening) current = undefined
    })
    return opening.source
  }

  return {
    constants: async (...given) => (await source()).constants(...given),
    call: async (...given) => (await source()).call(...given),
    subscribe: (...given) => opened(source().then((each) => each.subscribe(...given))),
    prompts: async () => (await source()).prompts(),
    watch: () => opened(source().then((each) => each.watch())),
    answer: async (...given) => (await source()).answer(...given),
  }
}

async function findMock({ controlUrl, dir, appName }: MockChoice, cwd: string): Promise<FoundMock> {
  const variable = dir === undefined ? process.env.APPS_IN_TOSS_CONTROL_URL : undefined
  if (controlUrl || variable) {
    const named = controlUrl
      ? checkedControlUrl(controlUrl, 'controlUrl')
      : checkedControlUrl(variable as string, 'APPS_IN_TOSS_CONTROL_URL')
    return { controlUrl: named, key: named, appName: appName ?? (await appNameAt(named)) }
  }
  const folder = resolve(cwd, dir ?? (process.env.APPS_IN_TOSS_MOCK_DIR || nearest('.apps-in-toss-mock', cwd)))
  const word = lastRunningWord(folder)
  if (word === undefined || !isAlive(word.pid)) {
    throw new CodedError('ERR_NOT_RUNNING', `no mock is running on the certificates in ${folder}`, { fix: startOne })
  }
  const { pid, info } = word
  return { controlUrl: info.controlUrl, appName: appName ?? info.appName, key: `${pid} ${info.controlUrl}` }
}

const startOne =
  'Start one with apps-in-toss-mock start, and load the page again; or say where one runs, by its folder (dir) or by its control ' +
  'port (controlUrl, APPS_IN_TOSS_CONTROL_URL).'

/** A mock started in the folder of the whole repository is that of each package below. */
function nearest(name: string, from: string): string {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, name, runningFile))) return join(folder, name)
    if (dirname(folder) === folder) return join(from, name)
  }
}

async function appNameAt(controlUrl: string): Promise<string> {
  try {
    const response = await fetch(new URL('/info', controlUrl), { signal: AbortSignal.timeout(10_000) })
    return ((await response.json()) as { appName: string }).appName
  } catch (error) {
    const message = `no mock answers at ${controlUrl}: ${(error as Error).message}`
    throw new CodedError('ERR_NOT_RUNNING', message, { fix: startOne })
  }
}

/** What is opened a moment later, and can be ended before. */
function opened<Line>(opening: Promise<AsyncIterable<Line>>): AsyncIterable<Line> {
  const iterator = opening.then((lines) => lines[Symbol.asyncIterator]())
  iterator.catch(() => {})
  return {
    [Symbol.asyncIterator]: () => ({
      next: async () => (await iterator).next(),
      return: async () => (await (await iterator).return?.()) ?? { done: true, value: undefined },
    }),
  }
}
