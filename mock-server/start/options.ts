import { createHash } from 'node:crypto'
import { type BadServerCertificate, badServerCertificates } from '../../ca/index.js'
import type { VariantChoices } from '../../contracts/index.js'
import { CodedError } from '../../errors/index.js'
import type { StopOrder } from '../control/route.js'
import { checkScenario, type ScenarioName } from '../partner-side/faults/scenarios.js'
import { checkHost } from '../partner-side/listener/check-host.js'
import { checkPort } from '../partner-side/listener/check-port.js'
import type { ProxyOthers } from '../partner-side/proxy/proxy.js'
import { type Language, languages } from '../record/language.js'
import { type LogFormat, type LogLevel, logLevels } from '../record/log.js'
import type { WorldSeed } from '../seed/world-seed.js'
import { mayHoldKeys } from '../world/state/redis-address.js'

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
  /** Default `silent` in process. */
  readonly logLevel?: LogLevel
  /** Default `pretty`. */
  readonly logFormat?: LogFormat
  /** In which log and journal explain refused handshakes, and the console writes its mails; default `en`. */
  readonly lang?: Language
  /** Entries the journal keeps, default 1,000. */
  readonly journalSize?: number
  /** Milliseconds that the partner has to answer a callback, default 5,000. */
  readonly callbackTimeout?: number
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

/** Options with every default filled in. */
export type ResolvedOptions = Required<Omit<MockServerOptions, MayBeAbsent>> & Pick<MockServerOptions, MayBeAbsent>

const mayBeAbsent = [
  'dir',
  'serverCertificate',
  'proxyUpstream',
  'seedFile',
  'world',
  'stateFile',
  'statePassword',
  'statePasswordFile',
  'stateCa',
  'stopOrder',
] as const
type MayBeAbsent = (typeof mayBeAbsent)[number]

/**
 * Fills in the defaults and checks every value.
 *
 * @throws CodedError `ERR_INVALID_OPTION` naming the option and its rule
 */
export function resolveOptions(options: MockServerOptions): ResolvedOptions {
  const seed = options.seed ?? 'apps-in-toss-mock'
  const resolved: ResolvedOptions = {
    port: options.port ?? 0,
    controlPort: options.controlPort ?? 0,
    host: options.host ?? '127.0.0.1',
    ...(options.dir !== undefined && { dir: options.dir }),
    keyCache: options.keyCache ?? true,
    appName: options.appName ?? 'my-mini-app',
    hostNames: options.hostNames ?? [],
    ...(options.serverCertificate !== undefined && { serverCertificate: options.serverCertificate }),
    seed,
    ...(options.seedFile !== undefined && { seedFile: options.seedFile }),
    ...(options.world !== undefined && { world: options.world }),
    ...(options.stateFile !== undefined && { stateFile: options.stateFile }),
    stateSync: options.stateSync ?? false,
    statePrefix: options.statePrefix ?? 'apps-in-toss-mock',
    ...(options.statePassword !== undefined && { statePassword: options.statePassword }),
    ...(options.statePasswordFile !== undefined && { statePasswordFile: options.statePasswordFile }),
    ...(options.stateCa !== undefined && { stateCa: options.stateCa }),
    stateKeys: options.stateKeys ?? false,
    autoLogin: options.autoLogin ?? false,
    rateLimits: options.rateLimits ?? false,
    scenario: options.scenario ?? [],
    autoApprove: options.autoApprove ?? false,
    decryptionKey: options.decryptionKey ?? createHash('sha256').update(`decryption key\n${seed}`).digest('base64'),
    aad: options.aad ?? 'TOSS',
    variants: options.variants ?? {},
    logLevel: options.logLevel ?? 'silent',
    logFormat: options.logFormat ?? 'pretty',
    lang: options.lang ?? 'en',
    journalSize: options.journalSize ?? 1000,
    callbackTimeout: options.callbackTimeout ?? 5000,
    redact: options.redact ?? true,
    controlAllowHosts: (options.controlAllowHosts ?? []).map((name) => name.toLowerCase()),
    proxyPort: options.proxyPort ?? false,
    proxyOthers: options.proxyOthers ?? 'pass',
    ...(options.proxyUpstream !== undefined && { proxyUpstream: options.proxyUpstream }),
    ...(options.stopOrder !== undefined && { stopOrder: options.stopOrder }),
  }
  checkNames(options, [...Object.keys(resolved), ...mayBeAbsent])
  for (const name of [
    'host',
    'appName',
    'seed',
    'decryptionKey',
    'aad',
    'dir',
    'statePrefix',
    'statePasswordFile',
    'stateCa',
  ] as const) {
    if (name in resolved) checkKind(name, resolved[name], 'string')
  }
  for (const name of [
    'stateSync',
    'stateKeys',
    'autoLogin',
    'autoApprove',
    'rateLimits',
    'redact',
    'keyCache',
  ] as const) {
    checkKind(name, resolved[name], 'boolean')
  }
  for (const name of [resolved.scenario].flat()) checkScenario(name)
  checkHost(resolved.host)
  checkPort('port', resolved.port)
  if (resolved.controlPort !== false) checkPort('controlPort', resolved.controlPort)
  if (resolved.port !== 0 && resolved.port === resolved.controlPort) {
    throw invalid('controlPort', `must differ from port, and both are ${resolved.port}`)
  }
  if (resolved.proxyPort !== false) checkPort('proxyPort', resolved.proxyPort)
  if (resolved.proxyOthers !== 'pass' && resolved.proxyOthers !== 'refuse') {
    throw invalid('proxyOthers', `must be pass or refuse, not ${JSON.stringify(resolved.proxyOthers)}`)
  }
  if (resolved.seedFile !== undefined && resolved.world !== undefined) {
    throw invalid('seedFile', 'and world are both given', 'Give one or the other.')
  }
  if (resolved.stateFile !== undefined && (typeof resolved.stateFile !== 'string' || resolved.stateFile === '')) {
    throw invalid('stateFile', `must be a path, not ${JSON.stringify(resolved.stateFile)}`)
  }
  if (resolved.statePassword !== undefined && typeof resolved.statePassword !== 'string') {
    throw invalid('statePassword', 'must be text')
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
  if (!logLevels.includes(resolved.logLevel)) {
    throw invalid('logLevel', `must be one of ${logLevels.join(', ')}, not ${JSON.stringify(resolved.logLevel)}`)
  }
  if (resolved.logFormat !== 'pretty' && resolved.logFormat !== 'json') {
    throw invalid('logFormat', `must be pretty or json, not ${JSON.stringify(resolved.logFormat)}`)
  }
  if (!languages.includes(resolved.lang)) {
    throw invalid('lang', `must be one of ${languages.join(', ')}, not ${JSON.stringify(resolved.lang)}`)
  }
  const { serverCertificate } = resolved
  if (serverCertificate !== undefined && !Object.hasOwn(badServerCertificates, serverCertificate)) {
    const kinds = Object.keys(badServerCertificates).join(', ')
    throw invalid('serverCertificate', `must be one of ${kinds}, not ${JSON.stringify(serverCertificate)}`)
  }
  if (!Number.isSafeInteger(resolved.journalSize) || resolved.journalSize < 0 || resolved.journalSize > 1_000_000) {
    throw invalid('journalSize', `must be a whole number from 0 to 1000000, not ${resolved.journalSize}`)
  }
  if (
    !Number.isSafeInteger(resolved.callbackTimeout) ||
    resolved.callbackTimeout < 1 ||
    resolved.callbackTimeout > 600_000
  ) {
    throw invalid('callbackTimeout', `must be a whole number from 1 to 600000, not ${resolved.callbackTimeout}`)
  }
  return resolved
}

/** A misspelt name would otherwise be a default that nobody wanted. */
function checkNames(options: object, known: readonly string[]): void {
  const unknown = Object.entries(options).find(([name, value]) => value !== undefined && !known.includes(name))
  if (unknown !== undefined) throw invalid(unknown[0], 'is not an option', `Options: ${[...known].sort().join(', ')}.`)
}

function checkKind(name: string, value: unknown, kind: 'string' | 'boolean'): void {
  const rule = kind === 'string' ? 'must be text' : 'must be true or false'
  if (typeof value !== kind) throw invalid(name, `${rule}, not ${JSON.stringify(value)}`)
}

function invalid(option: string, rule: string, fix?: string): CodedError {
  return new CodedError('ERR_INVALID_OPTION', `${option} ${rule}`, fix === undefined ? {} : { fix })
}
