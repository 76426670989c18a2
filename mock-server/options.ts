import { createHash } from 'node:crypto'
import type { VariantChoices } from '../contracts/index.js'
import { CodedError } from '../errors/index.js'
import { type LogFormat, type LogLevel, logLevels } from './log.js'

/** How a mock server is started. Everything has a default. */
export interface MockServerOptions {
  /** Port of the partner API; 0, the default, picks a free one. */
  readonly port?: number
  /** Port of the control API; 0, the default, picks a free one; `false` starts none. */
  readonly controlPort?: number | false
  /** Address to listen on, default 127.0.0.1: reachable from this machine only. */
  readonly host?: string
  /** The folder of the certificates; without it they are made in memory, once per process. */
  readonly dir?: string
  /** The mini-app that the client certificate is issued for, default `my-mini-app`. */
  readonly appName?: string
  /** Names for the server certificate besides the default ones. */
  readonly hostNames?: readonly string[]
  /** Same seed, same people, codes and keys; default `apps-in-toss-mock`. */
  readonly seed?: string
  /** Lets an unknown authorization code log the first user in; default false. */
  readonly autoLogin?: boolean
  /** Approves each payment as it is made, as the user would in the app; default false. */
  readonly autoApprove?: boolean
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
  /** Entries the journal keeps, default 1,000. */
  readonly journalSize?: number
  /** Milliseconds that the partner has to answer a callback, default 5,000. */
  readonly callbackTimeout?: number
  /** Whether journal entries hide secrets and personal data, default true. */
  readonly redact?: boolean
  /** Names by which the control API may be called besides those of this machine. */
  readonly controlAllowHosts?: readonly string[]
}

/** Options with every default filled in. */
export type ResolvedOptions = Required<Omit<MockServerOptions, 'dir'>> & Pick<MockServerOptions, 'dir'>

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
    appName: options.appName ?? 'my-mini-app',
    hostNames: options.hostNames ?? [],
    seed,
    autoLogin: options.autoLogin ?? false,
    rateLimits: options.rateLimits ?? false,
    autoApprove: options.autoApprove ?? false,
    decryptionKey: options.decryptionKey ?? createHash('sha256').update(`decryption key\n${seed}`).digest('base64'),
    aad: options.aad ?? 'TOSS',
    variants: options.variants ?? {},
    logLevel: options.logLevel ?? 'silent',
    logFormat: options.logFormat ?? 'pretty',
    journalSize: options.journalSize ?? 1000,
    callbackTimeout: options.callbackTimeout ?? 5000,
    redact: options.redact ?? true,
    controlAllowHosts: (options.controlAllowHosts ?? []).map((name) => name.toLowerCase()),
  }
  checkPort('port', resolved.port)
  if (resolved.controlPort !== false) checkPort('controlPort', resolved.controlPort)
  if (resolved.port !== 0 && resolved.port === resolved.controlPort) {
    throw invalid('controlPort', `must differ from port, and both are ${resolved.port}`)
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

function checkPort(name: string, port: number): void {
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw invalid(name, `must be a whole number from 0 to 65535, not ${port}`)
  }
}

function invalid(option: string, rule: string, fix?: string): CodedError {
  return new CodedError('ERR_INVALID_OPTION', `${option} ${rule}`, fix === undefined ? {} : { fix })
}
