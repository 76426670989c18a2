import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CodedError, isCodedError } from '../../errors/index.js'
import { type ControlCall, callControl, openControl } from '../control-call.js'
import { readControlUrl } from '../control-url.js'
import { findRunning, notRunning } from '../running-mock.js'
import type { GivenFlags } from '../settings/read-settings.js'
import { readSettings } from '../settings/read-settings.js'
import { type Field, flagOf } from './field.js'
import { followJournal, journalInLines } from './journal-lines.js'
import { printAnswer } from './print.js'
import { type Action, callOf } from './route-as-command.js'

/** What the command line gave: the values by field, and the settings. */
export interface Given {
  readonly values: ReadonlyMap<Field, unknown>
  readonly flags: GivenFlags
}

/** How it is to be done. */
export interface Manner {
  readonly json?: boolean
  readonly follow?: boolean
  readonly controlUrl?: string
}

/** The mock to ask, and the mini-app that is meant. */
export interface Target {
  readonly controlUrl: string
  readonly appName: string
}

/**
 * Asks the running mock, and prints what it answered.
 *
 * @returns the exit code
 * @throws CodedError `ERR_NOT_RUNNING`; what the mock refused it with
 */
export async function perform(action: Action, { values, flags }: Given, manner: Manner): Promise<number> {
  const { controlUrl, appName } = await targetOf(flags, manner.controlUrl)
  const call = callOf(action, values, appName)
  const { route } = action
  if (route.contentType !== undefined) {
    await printStream(controlUrl, call)
  } else if (route.operationId === 'readJournal' && manner.follow === true) {
    await followJournal(controlUrl, call.path, manner)
  } else {
    const answer = await callControl<Record<string, unknown>>(controlUrl, call).catch((error: unknown) => {
      throw asGiven(error, action)
    })
    if (route.operationId === 'readJournal' && manner.json !== true) process.stdout.write(journalInLines(answer))
    else await printAnswer(answer, manner)
  }
  return 0
}

/** An error about a field of the request as one about the flag or argument that it was given by. */
function asGiven(error: unknown, { args }: Action): unknown {
  if (!isCodedError(error, 'ERR_INVALID_OPTION')) return error
  const message = error.message.replaceAll(/\brequest\.(?:body|query)\.([\w.]+\w)/g, (_, path: string) => {
    const flag = flagOf({ path: path.split('.'), schema: {} })
    return args.some((field) => flagOf(field) === flag) ? `<${flag}>` : `--${flag}`
  })
  return new CodedError('ERR_INVALID_OPTION', message, { fix: error.fix, cause: error })
}

/** By flag or variable; or else the mock that runs on the folder, and the mini-app that it was started for. */
export async function targetOf(flags: GivenFlags, givenUrl: string | undefined): Promise<Target> {
  const { options } = await readSettings(flags, process.env, process.cwd())
  const controlUrl = readControlUrl(givenUrl)
  if (controlUrl !== undefined) {
    const appName = options.appName ?? (await callControl<{ appName: string }>(controlUrl, { path: '/info' })).appName
    return { controlUrl, appName }
  }
  const search = await findRunning(options.dir)
  if (search.state !== 'running') throw notRunning(options.dir, search)
  const { info } = search.mock
  return { controlUrl: info.controlUrl, appName: options.appName ?? info.appName }
}

/** As it comes, until it ends or whoever reads goes away. */
async function printStream(controlUrl: string, call: ControlCall): Promise<void> {
  const { body } = await openControl(controlUrl, call)
  if (body === null) return
  await pipeline(Readable.fromWeb(body as never), process.stdout, { end: false }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    },
  )
}
