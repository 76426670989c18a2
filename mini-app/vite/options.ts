import type { AppChanges, TossApp } from '../../mock-server/index.js'
import type { GuardOptions } from '../refuse-strangers.js'

/** Which mock is the Toss app of the page, and how that behaves. */
export interface AppsInTossMockOptions extends GuardOptions {
  /** A mock in this process. By default the one that runs beside this server is looked for, at each call. */
  readonly mock?: { readonly toss: { readonly app: TossApp } }
  /** The control port of a mock: `http://127.0.0.1:8444`. Default: `APPS_IN_TOSS_CONTROL_URL`, then the one in `dir`. */
  readonly controlUrl?: string
  /** The folder of certificates on which a mock runs; default `.apps-in-toss-mock`, in Vite's root or above it. */
  readonly dir?: string
  /** The mini-app; default that of the mock. */
  readonly appName?: string
  /** What is changed of the Toss app, as `mock.toss.app.set` takes it. */
  readonly tossApp?: AppChanges
  /**
   * Whether `import.meta.env.DEV` is false and `import.meta.env.PROD` true in the dev server, too: for a mini-app that fakes the
   * SDK while it is developed. Default false.
   */
  readonly productionBranches?: boolean
}
