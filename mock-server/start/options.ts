import { createHash } from 'node:crypto'
import { isIP } from 'node:net'
import { type BadServerCertificate, badServerCertificates } from '../../ca/index.js'
import type { VariantChoices } from '../../contracts/index.js'
import { CodedError } from '../../errors/index.js'
import { together } from '../../errors/together.js'
import type { StopOrder } from '../control/route.js'
import { checkScenario, type ScenarioName } from '../partner-side/faults/scenarios.js'
import { checkHost } from '../partner-side/listener/check-host.js'
import type { ProxyOthers } from '../partner-side/proxy/proxy.js'
import { type Language, languages } from '../record/language.js'
import { type LogFormat, type LogLevel, logLevels } from '../record/log.js'
import type { WorldSeed } from '../seed/world-seed.js'
import { isRedisUrl, mayHoldKeys } from '../world/state/redis-address.js'

/** How a mock server is started. Everything has a default. */
export interface MockServerOptions {
  /** Port of the partner API; 0, the default, picks a free one. */
  readonly port?: number
  /** Port of the control API; 0, the default, picks a free one; `false` starts none. */
  readonly controlPort?: number | false
  /**
   * Address to listen on, default 127.0.0.1: reachable from this machine only. Another of 127.0.0.0/8, ::1 and localhost are
   * as well; 0.0.0.0 and :: are every interface.
   */
  readonly host?: string
  /** The folder of the certificates; without it they are made in memory, once per process. */
  readonly dir?: string
  /**
   * Whether the keys of certificates in memory are kept for the project's next process, in `node_modules/.cache`; default true.
   * See docs/decisions/0022.
   */
  readonly keyCache?: boolean
  /** The mini-app that the client certificate is issued for, default `my-mini-app`. */
  readonly appName?: string
  /** Names for the server certificate besides the default ones. */
  readonly hostNames?: readonly string[]
  /** A server certificate that something is wrong with, to see whether a client checks it; default none: a good one. */
  readonly serverCertificate?: BadServerCertificate
  /** Same seed, same people, codes and keys; default `apps-in-toss-mock`. */
  readonly seed?: string
  /** A JSON or YAML file with a world to start with, and to come back to at each reset; see docs/features/seed-file.md. */
  readonly seedFile?: string
  /** The same as an object: written by hand, or what `exportWorld` gave. Not together with `seedFile`. */
  readonly world?: WorldSeed
  /**
   * The file that the world is kept in beyond the process, or `redis://host:port` for a world that several mocks share; see
   * docs/features/state.md. Without it the world is in memory.
   */
  readonly stateFile?: string
  /** What the keys of a world in Redis begin with; default `apps-in-toss-mock`. */
  readonly statePrefix?: string
  /** The password of that Redis; it is shown nowhere. */
  readonly statePassword?: string
  /** A file with that password. */
  readonly statePasswordFile?: string
  /** A file with the certificate of the authority that vouches for a `rediss://` server. */
  readonly stateCa?: string
  /**
   * Whether the key of the certificate authority is kept with a world in Redis, so that mocks with folders of their own accept
   * each other's clients; only over `rediss://`, or on this machine. Default false.
   */
  readonly stateKeys?: boolean
  /** Whether what is written to `stateFile` is forced to the disk before it is answered: for a power cut; default false. */
  readonly stateSync?: boolean
  /** Lets an unknown authorization code log the first user in; default false. */
  readonly autoLogin?: boolean
  /** Approves each payment as it is made, as the user would in the app; default false. */
  readonly autoApprove?: boolean
  /** What goes wrong, by name and for every mini-app: one scenario or several; see docs/features/faults.md. Default none. */
  readonly scenario?: ScenarioName | readonly ScenarioName[]
  /** Enforces the limits of calls a minute (4095), on the mock's clock; default false. */
  readonly rateLimits?: boolean
  /** Base64 of 32 bytes, for personal fields; by default derived from the seed. */
  readonly decryptionKey?: string
  /** Additional authenticated data of personal fields, default `TOSS`. */
  readonly aad?: string
  /** Where sources conflict: the options that differ from the defaults. */
  readonly variants?: VariantChoices
  /** How much the log tells; default `silent` in process. */
  readonly logLevel?: LogLevel
  /** How the lines of the log are written; default `pretty`. */
  readonly logFormat?: LogFormat
  /** The language in which log and journal explain refused handshakes, and in which the console writes its mails; default `en`. */
  readonly lang?: Language
  /** Entries the journal keeps, default 1,000. */
  readonly journalSize?: number
  /** Milliseconds that the partner has to answer a callback, default 5,000. */
  readonly callbackTimeout?: number
  /** Hosts that callbacks may go to besides this machine and private networks. */
  readonly callbackAllowHosts?: readonly string[]
  /** Whether journal entries hide secrets and personal data, default true. */
  readonly redact?: boolean
  /** Names by which the control API may be called besides those of this machine. */
  readonly controlAllowHosts?: readonly string[]
  /** Port of a CONNECT proxy that leads the API's two hosts to the mock; 0 picks a free one; default `false`: none. */
  readonly proxyPort?: number | false
  /** What the proxy does with other hosts, default `pass`. */
  readonly proxyOthers?: ProxyOthers
  /** The proxy by which this machine reaches other hosts, and what is reached without it, as in `NO_PROXY`. */
  readonly proxyUpstream?: { readonly url: string; readonly noProxy?: string }
  /** Who may end this program over the control API; by default nobody. */
  readonly stopOrder?: StopOrder
}

/** What a value must be where it is not; undefined where it is. */
type Rule = (value: unknown) => string | undefined

const butNot = (value: unknown, rule: string) => `${rule}, not ${JSON.stringify(value)}`
const text: Rule = (value) => (typeof value === 'string' ? undefined : butNot(value, 'must be text'))
const truth: Rule = (value) => (typeof value === 'boolean' ? undefined : butNot(value, 'must be true or false'))
const word = (words: readonly unknown[], named = `one of ${words.join(', ')}`): Rule => {
  return (value) => (words.includes(value) ? undefined : butNot(value, `must be ${named}`))
}
const whole = (least: number, most: number): Rule => {
  const isWhole = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most
  return (value) => (isWhole(value) ? undefined : `must be a whole number from ${least} to ${most}, not ${value}`)
}
const texts: Rule = (value) =>
  Array.isArray(value) && value.every((each) => typeof each === 'string')
    ? undefined
    : butNot(value, 'must be a list of texts')
/** One with a scheme or a port would allow nothing. */
const names: Rule = (value) => {
  const notTexts = texts(value)
  if (notTexts !== undefined) return notTexts
  const wrong = (value as string[]).find((name) => isIP(name) === 0 && !/^[^\s/:?#@]+$/.test(name))
  return wrong === undefined ? undefined : butNot(wrong, 'must be names of hosts, without scheme, port and path')
}
const portOrNone: Rule = (value) => (value === false ? undefined : port(value))
const port = whole(0, 65_535)

/** Every option: what holds where it is not given, and what it has to be by itself. */
const table = {
  port: { byDefault: 0, rule: port },
  controlPort: { byDefault: 0, rule: portOrNone },
  host: { byDefault: '127.0.0.1', rule: text },
  dir: { rule: text },
  keyCache: { byDefault: true, rule: truth },
  appName: { byDefault: 'my-mini-app', rule: text },
  hostNames: { byDefault: [], rule: texts },
  serverCertificate: { rule: word(Object.keys(badServerCertificates)) },
  seed: { byDefault: 'apps-in-toss-mock', rule: text },
  seedFile: {},
  world: {},
  stateFile: {
    rule(path) {
      if (typeof path !== 'string' || path === '') return butNot(path, 'must be a path')
      // What such a URL holds may be a password.
      const isUrl = /^[a-z][a-z\d+.-]+:\/\//i.test(path) && !isRedisUrl(path)
      return isUrl ? 'must be a path or the URL of a Redis, and is another URL' : undefined
    },
  },
  statePrefix: { byDefault: 'apps-in-toss-mock', rule: text },
  // It is shown nowhere.
  statePassword: { rule: (password) => (typeof password === 'string' ? undefined : 'must be text') },
  statePasswordFile: { rule: text },
  stateCa: { rule: text },
  stateKeys: { byDefault: false, rule: truth },
  stateSync: { byDefault: false, rule: truth },
  autoLogin: { byDefault: false, rule: truth },
  autoApprove: { byDefault: false, rule: truth },
  scenario: { byDefault: [] },
  rateLimits: { byDefault: false, rule: truth },
  // Made from the seed where it is not given.
  decryptionKey: { byDefault: '', rule: text },
  aad: { byDefault: 'TOSS', rule: text },
  variants: { byDefault: {} },
  logLevel: { byDefault: 'silent', rule: word(logLevels) },
  logFormat: { byDefault: 'pretty', rule: word(['pretty', 'json'], 'pretty or json') },
  lang: { byDefault: 'en', rule: word(languages) },
  journalSize: { byDefault: 1000, rule: whole(0, 1_000_000) },
  callbackTimeout: { byDefault: 5000, rule: whole(1, 600_000) },
  callbackAllowHosts: { byDefault: [], rule: names },
  redact: { byDefault: true, rule: truth },
  controlAllowHosts: { byDefault: [], rule: names },
  proxyPort: { byDefault: false, rule: portOrNone },
  proxyOthers: { byDefault: 'pass', rule: word(['pass', 'refuse'], 'pass or refuse') },
  proxyUpstream: {},
  stopOrder: {},
} as const satisfies {
  readonly [Name in keyof Required<MockServerOptions>]: {
    readonly byDefault?: MockServerOptions[Name]
    readonly rule?: Rule
  }
}

type Table = typeof table
type MayBeAbsent = { [Name in keyof Table]: Table[Name] extends { byDefault: unknown } ? never : Name }[keyof Table]

/** Options with every default filled in. */
export type ResolvedOptions = Required<Omit<MockServerOptions, MayBeAbsent>> & Pick<MockServerOptions, MayBeAbsent>

const rows: readonly (readonly [string, { readonly byDefault?: unknown; readonly rule?: Rule }])[] =
  Object.entries(table)
const defaults = Object.fromEntries(
  rows.flatMap(([name, { byDefault }]) => (byDefault === undefined ? [] : [[name, byDefault]])),
) as ResolvedOptions

/**
 * Fills in the defaults and checks every value.
 *
 * @throws CodedError `ERR_INVALID_OPTION` naming the option and its rule
 */
export function resolveOptions(options: MockServerOptions): ResolvedOptions {
  const given: MockServerOptions = Object.fromEntries(
    Object.entries(options).filter(([, value]) => (value ?? undefined) !== undefined),
  )
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(table, name))
  // A misspelt name would otherwise be a default that nobody wanted.
  if (unknown !== undefined) {
    throw invalid(unknown, 'is not an option', `Options: ${Object.keys(table).sort().join(', ')}.`)
  }
  const { seed } = { ...defaults, ...given }
  const resolved: ResolvedOptions = {
    ...defaults,
    decryptionKey: createHash('sha256').update(`decryption key\n${seed}`).digest('base64'),
    ...given,
  }
  // Whoever has several values wrong wants to hear of all of them at the first start.
  const wrong = rows.flatMap(([name, { rule }]) => {
    const value = resolved[name as keyof ResolvedOptions]
    const broken = value === undefined ? undefined : rule?.(value)
    return broken === undefined ? [] : [invalid(name, broken)]
  })
  if (wrong.length > 0) throw together(wrong)
  for (const name of [resolved.scenario].flat()) checkScenario(name)
  checkHost(resolved.host)
  if (resolved.port !== 0 && resolved.port === resolved.controlPort) {
    throw invalid('controlPort', `must differ from port, and both are ${resolved.port}`)
  }
  if (resolved.seedFile !== undefined && resolved.world !== undefined) {
    throw invalid('seedFile', 'and world are both given', 'Give one or the other.')
  }
  if (!/^[\w.:-]{1,100}$/.test(resolved.statePrefix)) {
    throw invalid('statePrefix', 'must be 1 to 100 letters, digits and . _ : -')
  }
  if (resolved.stateKeys && !mayHoldKeys(resolved.stateFile ?? '')) {
    throw invalid(
      'stateKeys',
      'is given, and stateFile is no rediss:// and no redis:// on this machine: a private key would go over the network in the clear',
      'Use rediss:// (TLS), or leave stateKeys (--state-keys) out and let the mocks share a folder (--dir).',
    )
  }
  if (resolved.stateSync && resolved.stateFile === undefined) {
    throw invalid('stateSync', 'is given without stateFile', 'Name the file as well (--state), or leave it out.')
  }
  if (Buffer.from(resolved.decryptionKey, 'base64').length !== 32) {
    throw invalid('decryptionKey', 'must be Base64 of 32 bytes', 'Make one with: openssl rand -base64 32')
  }
  return resolved
}

function invalid(option: string, rule: string, fix?: string): CodedError {
  return new CodedError('ERR_INVALID_OPTION', `${option} ${rule}`, fix === undefined ? {} : { fix })
}
