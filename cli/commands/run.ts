import { CodedError } from '../../errors/index.js'
import { shareStandardError } from '../../mock-server/log-sink.js'
import { startMockServer } from '../../mock-server/start.js'
import type { ReachableMock } from '../copy-paste.js'
import { childEnvironment } from '../run/child-environment.js'
import { runToEnd } from '../run/child-process.js'
import { breaksTheContract, summaryInWords } from '../run/summary.js'
import { createTally } from '../run/tally.js'
import { trustedAuthorities } from '../run/trusted-authorities.js'
import { type GivenFlags, readSettings } from '../settings/read-settings.js'
import { columnsOf, painter } from '../terminal.js'
import { upstreamProxy } from '../upstream-proxy.js'

/** What the exit code is when the command ended with 0, and its calls broke the contract. */
const broken = 65

/**
 * Runs a command whose calls of the API's hosts reach a mock of its own, and says in the end what was called.
 *
 * @returns the command's exit code; see `exit-codes.ts`
 * @throws CodedError `ERR_INVALID_OPTION`, `ERR_CONFIG_FILE`, `ERR_PORT_TAKEN`, `ERR_LISTEN`, `ERR_CA_*`
 */
export async function run(
  flags: GivenFlags,
  [name = '', ...args]: readonly string[],
  { strict = false }: { strict?: boolean },
): Promise<number> {
  if (name === '') {
    throw new CodedError('ERR_INVALID_OPTION', 'run: the command is an empty text', {
      fix: 'Name a command behind --: apps-in-toss-mock run -- npm start',
    })
  }
  shareStandardError()
  const settings = await readSettings(flags, process.env, process.cwd())
  const upstream = upstreamProxy(process.env)
  const mock = await startMockServer({
    ...settings.options,
    ...portsOf(flags),
    ...(upstream && { proxyUpstream: upstream }),
  }).catch(async (error: unknown) => {
    throw await settings.named(error)
  })
  const tally = createTally()
  mock.journal.onEntry((entry) => tally.count(entry))
  const trusted = await trustedAuthorities(mock.clientTls.ca, process.env)
  const environment = childEnvironment({
    mock: { clientTls: mock.clientTls, info: mock.info as ReachableMock },
    trusted: trusted.variables,
    environment: process.env,
  })
  const outcome = await runToEnd({ name, args, environment }).finally(async () => {
    await mock.close()
    trusted.remove()
    // Should anything still hold the process, it must not hold whoever waits for the command.
    setTimeout(() => process.exit(), 1_000).unref()
  })

  const { stderr } = process
  const paint = painter(stderr)
  if (typeof outcome !== 'number') {
    stderr.write(`${paint('red', 'error:')} ${outcome.message}\n${paint('green', 'fix:')}   ${outcome.fix}\n`)
    return outcome.code
  }
  stderr.write(summaryInWords(tally, { paint, columns: columnsOf(stderr) }))
  if (!strict || outcome !== 0 || !breaksTheContract(tally)) return outcome
  stderr.write(`${paint('red', 'error:')} --strict: the command ended with 0, and what it called breaks the contract\n`)
  return broken
}

/**
 * Free ports, unless flags say otherwise: the settings of the environment and the config file are those of a mock that runs
 * beside this one.
 */
function portsOf({ values }: GivenFlags) {
  const port = (key: 'port' | 'controlPort' | 'proxyPort') => (values.get(key) as number | undefined) ?? 0
  return { port: port('port'), controlPort: port('controlPort'), proxyPort: port('proxyPort') }
}
