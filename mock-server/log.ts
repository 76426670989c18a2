import { createRequire } from 'node:module'
import type { DestinationStream, Logger, pino as Pino } from 'pino'
import type PinoPretty from 'pino-pretty'

/** How much is logged: at `info` one line per request, at `warn` refused handshakes and suspicious calls. */
export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const

/** One of `logLevels`. */
export type LogLevel = (typeof logLevels)[number]

/** `pretty` for people, `json` (pino's) for machines. */
export type LogFormat = 'pretty' | 'json'

/** Writes a line: the words, and before them what a machine should know of it. */
type Write = (...line: [message: string] | [data: object, message: string]) => void

/** What the mock writes of its doings. */
export interface Log extends Record<Exclude<LogLevel, 'silent'>, Write> {
  isLevelEnabled(level: LogLevel): boolean
}

/**
 * The mock's log; writes to standard error, so that standard output stays the caller's. pino is loaded with the first line:
 * most runs have none before they have answered something.
 */
export function createLog({ level, format }: { level: LogLevel; format: LogFormat }): Log {
  const detail = logLevels.indexOf(level)
  const isLevelEnabled = (asked: LogLevel) => logLevels.indexOf(asked) <= detail
  let logger: Logger | undefined
  const write =
    (lineLevel: Exclude<LogLevel, 'silent'>): Write =>
    (...line) => {
      if (!isLevelEnabled(lineLevel)) return
      logger ??= openLogger(level, format)
      logger[lineLevel](...(line as [object, string]))
    }
  return { isLevelEnabled, error: write('error'), warn: write('warn'), info: write('info'), debug: write('debug') }
}

const load = createRequire(import.meta.url)

function openLogger(level: LogLevel, format: LogFormat): Logger {
  const { pino } = load('pino') as { pino: typeof Pino }
  const stream = format === 'json' ? pino.destination({ dest: 2, sync: true }) : openPrettyStream()
  return pino({ level, base: null }, stream)
}

function openPrettyStream(): DestinationStream {
  const pretty = load('pino-pretty') as typeof PinoPretty
  return pretty({
    destination: 2,
    sync: true,
    colorize: process.stderr.isTTY === true && process.env.NO_COLOR === undefined,
    translateTime: 'HH:MM:ss',
    ignore: 'pid,hostname',
    hideObject: true,
  })
}
