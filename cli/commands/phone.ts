import { CodedError } from '../../errors/index.js'
import { changeTossApp, tossAppOverControl } from '../../mini-app/index.js'
import { type FoundMock, tossAppOfWhicheverRuns } from '../../mini-app/which-mock.js'
import type { AppSettings } from '../../mock-server/index.js'
import { readControlUrl } from '../control-url.js'
import { printPhone } from '../phone/printed.js'
import { checkPage } from '../phone/serve-page.js'
import { tossAppChanges } from '../phone/toss-app-settings.js'
import { findRunning, notRunning } from '../running-mock.js'
import { type GivenFlags, readSettings, type Settings } from '../settings/read-settings.js'
import { untilStopped } from '../shutdown.js'

/** The flags that are its own. */
export interface PhoneFlags {
  readonly controlUrl?: string
}

/**
 * Serves a mini-app's page with the Toss app of a running mock around it, until a signal ends it.
 *
 * @returns the exit code
 * @throws CodedError `ERR_INVALID_OPTION`, `ERR_NOT_RUNNING`, `ERR_PORT_TAKEN`, `ERR_LISTEN`, `ERR_NOT_FOUND` for an unknown user
 */
export async function phone(flags: GivenFlags, page: string, { controlUrl }: PhoneFlags): Promise<number> {
  const stopped = untilStopped()
  const settings = await readSettings(flags, process.env, process.cwd())
  try {
    return await serve(settings, page, readControlUrl(controlUrl), stopped)
  } catch (error) {
    throw await settings.named(error)
  }
}

async function serve(
  settings: Settings,
  page: string,
  controlUrl: string | undefined,
  stopped: Promise<unknown>,
): Promise<number> {
  const { options, json } = settings
  const changes = tossAppChanges(settings)
  const checked = checkPage(page, settings)
  if (controlUrl === undefined) await requireMock(options.dir)
  let found: (FoundMock & { readonly app: AppSettings }) | undefined
  const source = tossAppOfWhicheverRuns(
    { controlUrl, dir: options.dir, appName: options.appName },
    process.cwd(),
    async (mock) => {
      found = { ...mock, app: await changeTossApp(mock.controlUrl, mock.appName, { ...changes, beyondReset: true }) }
      return tossAppOverControl(mock.controlUrl, mock.appName)
    },
  )
  // What is wrong with the flags is said now, and not to the first page.
  await source.constants('A')
  const { app, ...mock } = found as NonNullable<typeof found>
  const opened = await checked.serve(source, `${mock.controlUrl}/console`)
  try {
    printPhone({ url: opened.url, page: checked.name, ...mock, ...app }, json)
    await stopped
    if (!json && process.stdout.isTTY) process.stdout.write('\n')
  } finally {
    await opened.close()
    setTimeout(() => process.exit(), 1_000).unref()
  }
  return 0
}

async function requireMock(dir: string): Promise<void> {
  const search = await findRunning(dir)
  if (search.state === 'running') return
  throw new CodedError('ERR_NOT_RUNNING', notRunning(dir, search).message, {
    fix:
      'Start one in another terminal with apps-in-toss-mock start, or both at once with apps-in-toss-mock start --phone; ' +
      'name the folder of a running one with --dir, or its control port with --control-url.',
  })
}
