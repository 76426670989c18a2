import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { CertificateChange } from '../../ca/index.js'
import { CodedError, isCodedError } from '../../errors/index.js'
import type { PageServer } from '../../mini-app/page-server/page-server.js'
import type { AppChanges, MockServer } from '../../mock-server/index.js'
import { startMockServer } from '../../mock-server/start/start.js'
import type { Started } from '../banner.js'
import type { ReachableMock } from '../copy-paste.js'
import { whoWaits } from '../detach.js'
import { told } from '../language.js'
import type { CheckedPage } from '../phone/serve-page.js'
import { announce, findRunning, withdraw } from '../running-mock.js'
import { unknownVariables } from '../settings/environment.js'
import { type GivenFlags, readSettings, type Settings } from '../settings/read-settings.js'
import { stopOrder, untilStopped } from '../shutdown.js'
import { printStarted } from '../started.js'
import { upstreamProxy } from '../upstream-proxy.js'

/**
 * Starts the mock, says how to reach it, and runs until a signal ends it.
 *
 * @returns the exit code
 * @throws CodedError `ERR_INVALID_OPTION`, `ERR_CONFIG_FILE`, `ERR_ENV_FILE`, `ERR_STATE_*`, `ERR_PORT_TAKEN`, `ERR_LISTEN`, `ERR_CA_*`
 */
export async function start(flags: GivenFlags): Promise<number> {
  const waiting = whoWaits()
  const stopped = untilStopped()
  const settings = await readSettings(flags, process.env, process.cwd())
  const { options, json, envFile, hosts, watch } = settings
  const { page, tossApp } = await checkPhone(settings)
  if (watch && options.seedFile === undefined) throw nothingToWatch()
  const leaveEnvFile = envFile === undefined ? () => {} : await prepareEnvFile(envFile)
  const warnings = warningsAbout(settings)
  for (const line of json ? warnings : []) process.stderr.write(`${told('warning')}: ${told(line)}\n`)

  const upstream = options.proxyPort === undefined ? undefined : upstreamProxy(process.env, options.proxyPort)
  const proxyUpstream = upstream && { proxyUpstream: upstream }
  const stop = stopOrder()
  sayWhatTakesTime(options.dir, { isQuiet: json || waiting !== undefined })
  let leaveSeedFile = () => {}
  const mock = await startMockServer({ ...options, ...proxyUpstream, stopOrder: stop }).catch(
    async (error: unknown) => {
      throw await explain(error, settings)
    },
  )
  let phone: PageServer | undefined
  try {
    phone = await openPhone(mock, tossApp, page).catch(async (error: unknown) => {
      throw await settings.named(error)
    })
    const info = mock.info as ReachableMock
    process.once('exit', () => withdraw(options.dir))
    tellOthers(options.dir, info, { stopSecret: stop.secret, log: waiting?.log })
    leaveEnvFile(info)
    const { changes = [] } = mock.certificates as { changes?: readonly CertificateChange[] }
    const { dir, stateFile } = options
    const phoneUrl = phone?.url
    const started: Started = { info, dir, stateFile, changes, warnings, json, hosts, phoneUrl, log: waiting?.log }
    await (waiting === undefined ? printStarted(started) : waiting.tell(started))
    if (watch && options.seedFile !== undefined) {
      const { watchSeedFile } = await import('../watch-seed.js')
      leaveSeedFile = watchSeedFile(options.seedFile, () => mock.reset())
    }
    await Promise.race([stopped, stop.ordered, ...(waiting === undefined ? [] : [waiting.gone])])
    // The terminal has put ^C on a line of its own.
    if (!json && process.stdout.isTTY) process.stdout.write('\n')
  } finally {
    leaveSeedFile()
    await phone?.close()
    await mock.close()
    if (hosts) process.stderr.write(`${told('note: the lines in the hosts file stay until you remove them')}\n`)
    // Should anything still hold the process, it must not hold the terminal.
    setTimeout(() => process.exit(), 1_000).unref()
  }
  return 0
}

/** Keys take a second or two, in which a person would see nothing. */
function sayWhatTakesTime(dir: string, { isQuiet }: { isQuiet: boolean }): void {
  if (isQuiet || !process.stderr.isTTY || existsSync(join(dir, 'ca.crt'))) return
  process.stderr.write(`${told(`making a certificate authority and keys in ${dir} …`)}\n`)
}

/**
 * What is wrong with the flags of the phone is said before anything is started. Nothing of it is loaded where there are none:
 * a person is asked then, which the console shows.
 */
async function checkPhone(settings: Settings): Promise<{ page?: CheckedPage; tossApp: AppChanges }> {
  const { tossAppChanges } = await import('../phone/toss-app-settings.js')
  try {
    const tossApp = { answers: 'ask' as const, ...tossAppChanges(settings) }
    if (settings.phone === undefined) return { tossApp }
    const { checkPage } = await import('../phone/serve-page.js')
    return { page: checkPage(settings.phone, settings), tossApp }
  } catch (error) {
    throw await settings.named(error)
  }
}

/** @throws CodedError `ERR_NOT_FOUND` for a user who is not there, `ERR_PORT_TAKEN`, `ERR_LISTEN` */
async function openPhone(
  { toss, controlUrl }: MockServer,
  tossApp: AppChanges,
  page: CheckedPage | undefined,
): Promise<PageServer | undefined> {
  await toss.app.set({ ...tossApp, beyondReset: true })
  return page?.serve(toss.app, `${controlUrl}/console`)
}

function nothingToWatch(): CodedError {
  return new CodedError('ERR_INVALID_OPTION', 'watch is on, and there is no seed file to be watched', {
    fix: 'Name one with --seed-file, or leave --watch out.',
  })
}

/** Refuses a file of somebody else before anything is started. */
async function prepareEnvFile(path: string): Promise<(info: ReachableMock) => void> {
  const { claimEnvFile, writeEnvFile } = await import('../env-file.js')
  claimEnvFile(path)
  return (info) => writeEnvFile(path, info)
}

/** A folder in which nothing is to be made may be read-only. */
function tellOthers(dir: string, info: ReachableMock, more: Parameters<typeof announce>[2]): void {
  try {
    announce(dir, info, more)
  } catch (error) {
    process.stderr.write(`${told(`note: ${(error as Error).message}: env, doctor and stop will not find this mock`)}\n`)
  }
}

const loopback = /^(localhost|127(\.\d+){3}|::1)$/

function warningsAbout({ options }: Settings): string[] {
  const { autoLogin, autoApprove, redact, serverCertificate, host = '127.0.0.1' } = options
  const scenarios = [options.scenario ?? []].flat()
  const switchedOn: [boolean, string][] = [
    [
      autoLogin === true,
      '--auto-login is on: any unknown authorization code logs a user in. Production refuses such a code.',
    ],
    [
      autoApprove === true,
      '--auto-approve is on: payments are approved as they are made. In production the user has to.',
    ],
    [
      serverCertificate !== undefined,
      `--server-certificate ${serverCertificate} is on: every client that checks the server certificate refuses this mock.`,
    ],
    [
      scenarios.length > 0,
      `--scenario ${scenarios.join(', ')} is on: calls fail on purpose, for every mini-app. --list-scenarios says how.`,
    ],
    [redact === false, '--no-redact is on: the journal shows tokens, keys and personal data.'],
    [
      !loopback.test(host),
      `--host ${host} is not a loopback address: whoever reaches this machine can use the control API.`,
    ],
  ]
  return [
    ...unknownVariables(process.env).map((name) => `${name} is not a setting; docs/cli.md lists those there are.`),
    ...switchedOn.filter(([on]) => on).map(([, sentence]) => sentence),
  ]
}

/** A taken port is most often taken by this very mock, started in another terminal. */
async function explain(error: unknown, { options, hosts, named }: Settings): Promise<unknown> {
  if (hosts && isCodedError(error, 'ERR_LISTEN') && (error.cause as NodeJS.ErrnoException)?.code === 'EACCES') {
    return (await import('../hosts/hosts-mode.js')).refusedPort(error.cause, options.port ?? 443)
  }
  if (!isCodedError(error, 'ERR_PORT_TAKEN')) return named(error)
  const search = await findRunning(options.dir)
  if (search.state === 'running') {
    const { pid, info } = search.mock
    process.stderr.write(
      `${told(`note: a mock with these certificates is running already: ${info.baseUrl}, process ${pid}`)}\n`,
    )
  }
  return error
}
