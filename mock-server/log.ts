import { type Logger, pino } from 'pino'

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
  const { default: pretty } = await import('pino-pretty')
  const stream = pretty({
    destination: 2,
    sync: true,
    colorize: process.stderr.isTTY === true && process.env.NO_COLOR === undefined,
    translateTime: 'HH:MM:ss',
    ignore: 'pid,hostname',
    hideObject: true,
  })
  return pino({ level, base: null }, stream)
}
