import type { CertificateSet } from '../../ca/index.js'
import type { ConnectionInfo } from '../control/route.js'
import type { Overrides } from '../partner-side/overrides.js'
import type { Journal } from '../record/journal.js'
import type { ExportOptions } from '../seed/export-world.js'
import type { WorldSeed } from '../seed/world-seed.js'
import type { FaultsSide } from '../toss-side/commands/faults.js'
import type { TossSide } from '../toss-side/index.js'
import type { IsolatedMiniApp } from '../toss-side/isolated-mini-apps.js'
import type { Clock } from '../world/clock.js'

/** A running mock. */
export interface MockServer {
  /** `https://127.0.0.1:PORT`, for `apps-in-toss-api.toss.im`. */
  readonly baseUrl: string
  /** The same address, for `pay-apps-in-toss-api.toss.im`. */
  readonly payBaseUrl: string
  /** `http://127.0.0.1:PORT`; empty where no control API was started. */
  readonly controlUrl: string
  /** `http://127.0.0.1:PORT`, for `HTTPS_PROXY`; undefined where no proxy was started. */
  readonly proxyUrl: string | undefined
  readonly appName: string
  /** The mini-app's client certificate and key, and the authority to trust, as PEM: ready to be a client's TLS options. */
  readonly clientTls: { readonly cert: string; readonly key: string; readonly ca: string }
  /** Key and AAD of the personal fields. */
  readonly decryption: { readonly key: string; readonly aad: string }
  /** All certificates; with paths where `dir` was given. */
  readonly certificates: CertificateSet
  /** What Toss, its app and its console do, for the mini-app `appName`. */
  readonly toss: TossSide
  /** The same for another mini-app. */
  tossSide(miniApp: string): TossSide
  /** A client certificate for another mini-app; its world is its own. */
  issueCertificate(miniApp: string): Promise<{ cert: string; key: string; ca: string }>
  /** A mini-app for one test, with a part of the journal that nobody else fills. `release` drops it. */
  isolate(appName?: string): Promise<IsolatedMiniApp & { readonly ca: string; release(): Promise<void> }>
  readonly clock: Clock
  readonly journal: Journal
  /** Answers laid ready for the next calls of a mini-app, in place of the operations' own. */
  readonly overrides: Overrides
  /** What goes wrong for every mini-app; `toss.faults` is that of one. */
  readonly faults: FaultsSide
  /** The names and values that point a client at this mock. */
  readonly info: ConnectionInfo
  /**
   * Back to the beginning, for one mini-app; for all, with clock and journal, where none is named. The world is then what
   * `seedFile` or `world` says, made anew, and empty without them.
   */
  reset(miniApp?: string): Promise<void>
  /**
   * The world as it is: as the option `world`, or written to a file as `seedFile`, it restores this very state. It holds
   * tokens, keys and personal data as they are.
   *
   * @throws CodedError `ERR_INVALID_OPTION`; `ERR_NOT_FOUND` for a mini-app without a world
   * @example
   * ```ts
   * await using second = await startMockServer({ world: await mock.exportWorld() })
   * ```
   */
  exportWorld(options?: ExportOptions): Promise<WorldSeed>
  /** Answers what is in flight, then stops. Calling it again does nothing. */
  close(): Promise<void>
  /** Lets the process end although the mock listens, as `unref` of a server does. */
  unref(): void
  [Symbol.asyncDispose](): Promise<void>
}
