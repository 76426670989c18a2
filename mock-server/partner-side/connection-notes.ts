import type { Socket } from 'node:net'
import type { Journal } from '../record/journal.js'
import type { Log } from '../record/log.js'
import { refusalLine } from '../record/refusal-texts.js'
import type { MalformedHttp } from './listener/malformed-http.js'
import type { TlsServerOptions } from './listener/tls-server.js'

/** What is told of connections that no exchange came over. */
export type ConnectionNotes = Required<Pick<TlsServerOptions, 'onRefusal' | 'onUnchecked' | 'onFailure'>> & {
  onMalformed(socket: Socket, found: MalformedHttp): void
}

/** What the notes are written with. */
export interface ConnectionNotesOptions {
  readonly journal: Journal
  readonly log: Log
  /** The mini-app at the other end; empty where it is not known. */
  miniAppOf(socket: Socket): string
}

/** Writes into journal and log what happens on connections before there is a request, or instead of one. */
export function createConnectionNotes({ journal, log, miniAppOf }: ConnectionNotesOptions): ConnectionNotes {
  return {
    onRefusal(refusal, remotePort) {
      journal.record({ kind: 'handshake-refusal', ...refusal, ...(remotePort !== undefined && { remotePort }) })
      log[refusal.silent ? 'debug' : 'warn']({ reason: refusal.reason }, refusalLine(refusal))
    },
    onFailure(error) {
      const told = error instanceof Error ? (error.stack ?? error.message) : String(error)
      log.error(`a connection was closed, since its handling failed. This is a bug of apps-in-toss-mock: ${told}`)
    },
    onMalformed(socket, { code, status, message, fix }) {
      const miniApp = miniAppOf(socket)
      journal.record({ kind: 'notice', miniApp, notice: 'malformed-http', message, fix })
      const answered = status === undefined ? 'the answer to the request goes out' : String(status)
      log.warn({ code, miniApp }, `${miniApp}: ${message} → ${answered}. ${fix}`)
    },
    onUnchecked({ miniApp }, { message, fix }) {
      journal.record({ kind: 'notice', miniApp, notice: 'server-certificate-not-checked', message, fix })
      log.warn({ miniApp }, `${miniApp}: ${message}. ${fix}`)
    },
  }
}
