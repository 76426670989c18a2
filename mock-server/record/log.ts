import { createRequire } from 'node:module'
import { isatty } from 'node:tty'
import type { Logger, pino as Pino } from 'pino'
import { redactTokens, visible } from '../../contracts/index.js'
import { type LogSink, openStandardError } from './log-sink.js'

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

/** How a log is written. */
export interface LogOptions {
  readonly level: LogLevel
  readonly format: LogFormat
  /** In the place of standard error. */
  readonly stream?: LogSink | undefined
  /** What a message says in the reader's language. */
  readonly said?: (message: string) => string
}

/**
 * The mock's log; writes to standard error, so that standard output stays the caller's. Whatever a message quotes, it is one
 * line, holds no token, and tells a terminal nothing. pino is loaded with the first line: most runs have none before they
 * have answered something.
 */
export function createLog(options: LogOptions): Log {
  const { level } = options
  const detail = logLevels.indexOf(level)
  const isLevelEnabled = (asked: LogLevel) => logLevels.indexOf(asked) <= detail
  let logger: Logger | undefined
  const write =
    (lineLevel: Exclude<LogLevel, 'silent'>): Write =>
    (...line) => {
      if (!isLevelEnabled(lineLevel)) return
      logger ??= openLogger(options)
      const [data, message] = line.length === 1 ? [{}, line[0]] : line
      logger[lineLevel](data, visible(redactTokens(message)))
    }
  return { isLevelEnabled, error: write('error'), warn: write('warn'), info: write('info'), debug: write('debug') }
}

const load = createRequire(import.meta.url)

function openLogger({ level, format, stream, said }: LogOptions): Logger {
  const { pino } = load('pino') as { pino: typeof Pino }
  const sink = stream ?? openStandardError()
  return pino({ level, base: null }, format === 'json' ? inOneLine(sink) : forPeople(sink, said))
}

/** JSON escapes control characters, but not all that a terminal obeys. */
function inOneLine(stream: LogSink): LogSink {
  return { write: (line) => stream.write(`${visible(redactTokens(line.trimEnd()))}\n`) }
}

const levelNames: Readonly<Record<number, readonly [name: string, colour: number]>> = {
  20: ['DEBUG', 34],
  30: ['INFO', 32],
  40: ['WARN', 33],
  50: ['ERROR', 31],
}

/** `[06:30:00] WARN: the message`, in UTC; what is there for machines is left out. */
function forPeople(stream: LogSink, said = (message: string) => message): LogSink {
  const coloured = isatty(2) && process.env.NO_COLOR === undefined
  const colour = (text: string, code: number) => (coloured ? `\u001b[${code}m${text}\u001b[39m` : text)
  return {
    write(line) {
      const { time, level, msg } = JSON.parse(line) as { time: number; level: number; msg: string }
      const [name, code] = levelNames[level] ?? [String(level), 39]
      stream.write(`[${new Date(time).toISOString().slice(11, 19)}] ${colour(name, code)}: ${colour(said(msg), 36)}\n`)
    },
  }
}
