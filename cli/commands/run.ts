import { CodedError } from '../../errors/index.js'
import { shareStandardError } from '../../mock-server/record/log-sink.js'
import { startMockServer } from '../../mock-server/start/start.js'
import type { ReachableMock } from '../copy-paste.js'
import { told } from '../language.js'
import { childEnvironment } from '../run/child-environment.js'
import { runToEnd } from '../run/child-process.js'
import { findNamespace, type Namespace, type NamespaceKind } from '../run/namespace.js'
import { nothingCame } from '../run/nothing-came.js'
import { programKind } from '../run/program-kind.js'
import { strictFailure, summaryInWords } from '../run/summary.js'
import { createTally } from '../run/tally.js'
import { type TrustedAuthorities, trustedAuthorities } from '../run/trusted-authorities.js'
import { type GivenFlags, readSettings } from '../settings/read-settings.js'
import { columnsOf, painter } from '../terminal.js'
import { upstreamProxy } from '../upstream-proxy.js'

/** What the exit code is when the command ended with 0, and its calls broke the contract. */
const broken = 65

/** The flags that are run's own. */
export interface RunOptions {
  readonly strict?: boolean
  /** `true` where the kind is left to us. */
  readonly namespace?: true | NamespaceKind
}

/**
 * Runs a command whose calls of the API's hosts reach a mock of its own, and says in the end what was called.
 *
 * @returns the command's exit code; see `exit-codes.ts`
 * @throws CodedError `ERR_INVALID_OPTION`, `ERR_CONFIG_FILE`, `ERR_PORT_TAKEN`, `ERR_LISTEN`, `ERR_CA_*`, `ERR_NAMESPACE`, `ERR_WRITE_FAILED`
 */
export async function run(
  flags: GivenFlags,
  [name = '', ...args]: readonly string[],
  { strict = false, namespace: asked }: RunOptions,
): Promise<number> {
  if (name === '') {
    throw new CodedError('ERR_INVALID_OPTION', 'run: the command is an empty text', {
      fix: 'Name a command behind --: apps-in-toss-mock run -- npm start',
    })
  }
  shareStandardError()
  const settings = await readSettings(flags, process.env, process.cwd())
  const possible = asked && (await findNamespace(asked === true ? undefined : asked))
  const upstream = upstreamProxy(process.env)
  const mock = await startMockServer({
    ...settings.options,
    ...portsOf(flags),
    ...(upstream && { proxyUpstream: upstream }),
    // Nothing but the mock is in reach there, by the proxy neither.
    ...(possible?.kind === 'network' && { proxyOthers: 'refuse' as const }),
  }).catch(async (error: unknown) => {
    possible?.close()
    throw await settings.named(error)
  })
  const tally = createTally()
  mock.journal.onEntry((entry) => tally.count(entry))
  const { stderr } = process
  const paint = painter(stderr)
  let trusted: TrustedAuthorities | undefined
  let namespace: Namespace | undefined
  let outcome: Awaited<ReturnType<typeof runToEnd>>
  try {
    trusted = await trustedAuthorities(mock.clientTls.ca, process.env)
    const environment = childEnvironment({
      mock: { clientTls: mock.clientTls, info: mock.info as ReachableMock },
      trusted: trusted.variables,
      environment: process.env,
    })
    namespace = possible?.open(mock.info as ReachableMock)
    if (namespace !== undefined) stderr.write(`${paint('bold', `apps-in-toss-mock: ${told(namespace.inWords)}`)}\n`)
    outcome = await runToEnd({ name, args, environment, namespace })
  } finally {
    if (namespace === undefined) possible?.close()
    else namespace.close()
    await mock.close()
    trusted?.remove()
    // Should anything still hold the process, it must not hold whoever waits for the command.
    setTimeout(() => process.exit(), 1_000).unref()
  }

  if (typeof outcome !== 'number') {
    stderr.write(
      `${paint('red', told('error:'))} ${told(outcome.message)}\n${paint('green', told('fix:'))}   ${told(outcome.fix)}\n`,
    )
    return outcome.code
  }
  const failure = namespace?.failure()
  if (failure !== undefined) throw failure
  const kind = programKind([name, ...args], process.env.PATH)
  const words = nothingCame(kind, namespace !== undefined)
  stderr.write(summaryInWords(tally, { paint, columns: columnsOf(stderr), nothingCame: words }))
  const why = strict && outcome === 0 ? strictFailure(tally) : undefined
  if (why === undefined) return outcome
  stderr.write(`${paint('red', told('error:'))} ${told(`--strict: the command ended with 0, and ${why}`)}\n`)
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
