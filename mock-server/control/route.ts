import type { JsonSchema } from '../../contracts/index.js'
import { CodedError } from '../../errors/index.js'
import type { RulesInForce } from '../partner-side/faults/rules-in-force.js'
import type { Overrides } from '../partner-side/overrides.js'
import type { Journal } from '../record/journal.js'
import type { Language } from '../record/language.js'
import type { ExportOptions } from '../seed/export-world.js'
import type { WorldSeed } from '../seed/world-seed.js'
import { commandFor } from '../toss-side/command.js'
import type { TossSideContext } from '../toss-side/context.js'
import type { TossSide } from '../toss-side/index.js'
import type { Isolation } from '../toss-side/isolated-mini-apps.js'
import type { Clock } from '../world/clock.js'
import { type Of, objectWith, saying, text, wholeNumber } from '../world/shape.js'
import type { Feed } from './events/feed.js'
import type { ControlTag } from './tags.js'

/** How to reach the mock and its files; what `--json` prints and `GET /info` answers. */
export interface ConnectionInfo extends Of<typeof infoShape> {}
export const infoShape = objectWith(
  {
    baseUrl: text,
    payBaseUrl: text,
    controlUrl: text,
    appName: text,
    /** Base64 of 32 bytes. */
    decryptionKey: text,
    aad: text,
    pid: saying(wholeNumber, 'The process.'),
  },
  {
    /** Paths where the certificates are files, absent where they are kept in memory. */
    cert: text,
    key: text,
    ca: text,
    pkcs12: text,
    pkcs12Password: text,
    /** `http://127.0.0.1:PORT` of the CONNECT proxy, where one was started. */
    proxyUrl: text,
  },
)

/** `POST /stop` on the control port, from whoever knows the secret. */
export interface StopOrder {
  readonly secret: string
  /** Called at once; what it begins, `close()` for one, lets the answer out. */
  obey(): void
}

/** What the control API works on. */
export interface ControlSurroundings {
  tossSide(miniApp: string): TossSide
  /** What the commands of a mini-app's Toss side work with. */
  contextOf(miniApp: string): TossSideContext
  readonly clock: Clock
  readonly journal: Journal
  /** Of the page to read, where a browser asks for neither. */
  readonly language: Language
  readonly jwks: object
  info(): ConnectionInfo
  miniApps(): Promise<string[]>
  /** The authority's certificate, as PEM. */
  readonly ca: string
  readonly isolation: Isolation
  readonly overrides: Overrides
  readonly faults: RulesInForce
  readonly feed: Feed
  /** Back to the beginning, for one mini-app; for all, with clock and journal, where none is named. */
  reset(miniApp?: string): Promise<void>
  exportWorld(options: ExportOptions): Promise<WorldSeed>
  readonly stopOrder: StopOrder | undefined
}

/** Declares a command for the mock as a whole. */
export const mockCommand = commandFor<ControlSurroundings>()

/** A request of the control API, found to follow the route's schemas. */
export interface ControlRequest {
  /** Path parameters. */
  readonly path: Readonly<Record<string, string>>
  /** Query parameters, converted to the types of the route's schema. */
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
}

/** One route of the control API: its description and what it does. */
export interface ControlRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With parameters in braces, as OpenAPI writes them: `/mini-apps/{miniApp}/users`. */
  readonly path: string
  readonly operationId: string
  readonly summary: string
  readonly tag: ControlTag
  /** An object schema; each property is one query parameter. */
  readonly query?: JsonSchema
  /** An object schema; a missing body counts as `{}`. */
  readonly body?: JsonSchema
  readonly answer: JsonSchema
  /** The word that the `possible` of its subject has for it, where it depends on the subject's state. */
  readonly possibleAs?: string
  /** 200 by default. */
  readonly status?: number
  /** Set where the answer is not JSON: `handle` then gives text or a stream. */
  readonly contentType?: string
  /** Set where that has no end of its own. */
  readonly isEndless?: true
  handle(request: ControlRequest, surroundings: ControlSurroundings): unknown
}

/**
 * The userKey in a path.
 *
 * @throws CodedError `ERR_INVALID_OPTION` for what is none, or beyond what a number holds
 */
export function userKeyIn(text = ''): number {
  const userKey = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (Number.isSafeInteger(userKey)) return userKey
  throw new CodedError(
    'ERR_INVALID_OPTION',
    `userKey must be an integer up to 2^53 - 1, and is ${JSON.stringify(text.slice(0, 40))}`,
  )
}
