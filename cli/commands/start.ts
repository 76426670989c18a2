import type { CertificateChange } from '../../ca/index.js'
import { isCodedError } from '../../errors/index.js'
import type { MockServer } from '../../mock-server/index.js'
import { startMockServer } from '../../mock-server/start.js'
import type { ReachableMock } from '../copy-paste.js'
import { announce, findRunning, withdraw } from '../running-mock.js'
import { unknownVariables } from '../settings/environment.js'
import { type GivenFlags, readSettings, type Settings } from '../settings/read-settings.js'
import { untilStopped } from '../shutdown.js'
import { upstreamProxy } from '../upstream-proxy.js'
import { version } from '../version.js'

/**
 * Starts the mock, says how to reach it, and runs until a signal ends it.
 *
 * @returns the exit code
 * @throws CodedError `ERR_INVALID_OPTION`, `ERR_CONFIG_FILE`, `ERR_ENV_FILE`, `ERR_STATE_*`, `ERR_PORT_TAKEN`, `ERR_LISTEN`, `ERR_CA_*`
 */
export async function start(flags: GivenFlags): Promise<number> {
  const stopped = untilStopped()
  const settings = await readSettings(flags, process.env, process.cwd())
  const { options, json, envFile, hosts } = settings
  const leaveEnvFile = envFile === undefined ? () => {} : await prepareEnvFile(envFile)
  const warnings = warningsAbout(settings)
  for (const line of json ? warnings : []) process.stderr.write(`warning: ${line}\n`)

  const upstream = options.proxyPort === undefined ? undefined : upstreamProxy(process.env, options.proxyPort)
  const proxyUpstream = upstream && { proxyUpstream: upstream }
  const mock = await startMockServer({ ...options, ...proxyUpstream }).catch(async (error: unknown) => {
    throw await explain(error, settings)
  })
  try {
    const info = mock.info as ReachableMock
    process.once('exit', () => withdraw(options.dir))
    tellOthers(options.dir, info)
    leaveEnvFile(info)
    if (json) process.stdout.write(`${JSON.stringify(inOrder(info))}\n`)
    else process.stdout.write(await forPeople(mock, settings, warnings))
    if (hosts) await adviseOnHosts(info, json ? process.stderr : process.stdout)
    await stopped
    // The terminal has put ^C on a line of its own.
    if (!json && process.stdout.isTTY) process.stdout.write('\n')
  } finally {
    await mock.close()
    if (hosts) process.stderr.write('note: the lines in the hosts file stay until you remove them\n')
    // Should anything still hold the process, it must not hold the terminal.
    setTimeout(() => process.exit(), 1_000).unref()
  }
  return 0
}

/** Refuses a file of somebody else before anything is started. */
async function prepareEnvFile(path: string): Promise<(info: ReachableMock) => void> {
  const { claimEnvFile, writeEnvFile } = await import('../env-file.js')
  claimEnvFile(path)
  return (info) => writeEnvFile(path, info)
}

/** A folder in which nothing is to be made may be read-only. */
function tellOthers(dir: string, info: ReachableMock): void {
  try {
    announce(dir, info)
  } catch (error) {
    process.stderr.write(`note: ${(error as Error).message}: env and doctor will not find this mock\n`)
  }
}

/** The keys of `--json`, always in the same order. */
function inOrder(info: ReachableMock): ReachableMock {
  const { baseUrl, payBaseUrl, controlUrl, appName, cert, key, ca, pkcs12, pkcs12Password } = info
  const { decryptionKey, aad, proxyUrl, pid } = info
  return {
    baseUrl,
    payBaseUrl,
    controlUrl,
    appName,
    cert,
    key,
    ca,
    ...(pkcs12 !== undefined && { pkcs12 }),
    ...(pkcs12Password !== undefined && { pkcs12Password }),
    decryptionKey,
    aad,
    ...(proxyUrl !== undefined && { proxyUrl }),
    pid,
  }
}

async function adviseOnHosts(info: ReachableMock, stream: NodeJS.WriteStream): Promise<void> {
  const [{ hostsAdvice }, { hostsInWords }, { columnsOf, painter }] = await Promise.all([
    import('../hosts/hosts-mode.js'),
    import('../hosts/hosts-words.js'),
    import('../terminal.js'),
  ])
  const advice = hostsAdvice(Number(new URL(info.baseUrl).port || 443))
  stream.write(hostsInWords(advice, { paint: painter(stream), columns: columnsOf(stream) }))
}

async function forPeople(mock: MockServer, { options }: Settings, warnings: readonly string[]): Promise<string> {
  const [{ banner }, { callAgain }, { columnsOf, painter }] = await Promise.all([
    import('../banner.js'),
    import('../call-again.js'),
    import('../terminal.js'),
  ])
  const { changes = [] } = mock.certificates as { changes?: readonly CertificateChange[] }
  return banner(
    {
      version: version(),
      info: mock.info as ReachableMock,
      dir: options.dir,
      stateFile: options.stateFile,
      changes,
      warnings,
      command: callAgain(process.argv[1] ?? ''),
    },
    { paint: painter(process.stdout), columns: columnsOf(process.stdout) },
  )
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
    process.stderr.write(`note: a mock with these certificates is running already: ${info.baseUrl}, process ${pid}\n`)
  }
  return error
}
