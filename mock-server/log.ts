import { createRequire } from 'node:module'
import { type DestinationStream, type Logger, pino } from 'pino'
import type PinoPretty from 'pino-pretty'

/** How much is logged: at `info` one line per request, at `warn` refused handshakes and suspicious calls. */
export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const

/** One of `logLevels`. */
export type LogLevel = (typeof logLevels)[number]

/** `pretty` for people, `json` (pino's) for machines. */
export type LogFormat = 'pretty' | 'json'

/** The mock's logger; writes to standard error, so that standard output stays the caller's. */
export async function createLog({ level, format }: { level: LogLevel; format: LogFormat }): Promise<Logger> {
  if (level === 'silent') return pino({ level: 'silent' })
  if (format === 'json') return pino({ level, base: null }, pino.destination({ dest: 2, sync: true }))
  return pino({ level, base: null }, prettyStream())
}

/** For people. pino-pretty is loaded with the first line: most runs have none before they have answered something. */
function prettyStream(): DestinationStream {
  let stream: DestinationStream | undefined
  return {
    write(line) {
      stream ??= openPrettyStream()
      stream.write(line)
    },
  }
}

function openPrettyStream(): DestinationStream {
  const pretty = createRequire(import.meta.url)('pino-pretty') as typeof PinoPretty
  return pretty({
    destination: 2,
    sync: true,
    colorize: process.stderr.isTTY === true && process.env.NO_COLOR === undefined,
    translateTime: 'HH:MM:ss',
    ignore: 'pid,hostname',
    hideObject: true,
  })
}
