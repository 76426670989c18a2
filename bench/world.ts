import type { Operation, OperationId, SuccessOf } from '../contracts/index.js'
import type { ServedExchange } from '../mock-server/partner-side/exchange.js'
import type { TossSide } from '../mock-server/toss-side/index.js'
import type { Clock } from '../mock-server/world/clock.js'
import type { Store } from '../mock-server/world/store.js'

/** Modules of the built package, typed by their sources. */
export async function built<Path extends keyof Sources>(path: Path): Promise<Sources[Path]> {
  return import(new URL(`../dist/${path}.cjs`, import.meta.url).href)
}

interface Sources {
  'contracts/index': typeof import('../contracts/index.js')
  'mock-server/toss-side/callbacks/sender': typeof import('../mock-server/toss-side/callbacks/sender.js')
  'mock-server/clock': typeof import('../mock-server/world/clock.js')
  'mock-server/exchange': typeof import('../mock-server/partner-side/exchange.js')
  'mock-server/journal': typeof import('../mock-server/record/journal.js')
  'mock-server/log': typeof import('../mock-server/record/log.js')
  'mock-server/partner-side/operations/index': typeof import('../mock-server/partner-side/operations/index.js')
  'mock-server/personal-fields': typeof import('../mock-server/world/personal-fields.js')
  'mock-server/toss-side/context': typeof import('../mock-server/toss-side/context.js')
  'mock-server/toss-side/index': typeof import('../mock-server/toss-side/index.js')
  'mock-server/toss-side/login': typeof import('../mock-server/toss-side/login.js')
  'mock-server/variants': typeof import('../mock-server/partner-side/variants.js')
  'mock-server/world/memory-store': typeof import('../mock-server/world/memory-store.js')
  'mock-server/world/order-life': typeof import('../mock-server/world/order-life.js')
  'mock-server/world/pay': typeof import('../mock-server/world/pay.js')
  'mock-server/world/people': typeof import('../mock-server/world/people.js')
  'mock-server/world/product': typeof import('../mock-server/world/product.js')
  'mock-server/world/user': typeof import('../mock-server/world/user.js')
}

/** The mini-app that everything belongs to. */
export const miniApp = 'my-mini-app'

/** A mock without its network: store, Toss side and operations. */
export interface BareWorld {
  readonly store: Store
  readonly clock: Clock
  readonly toss: TossSide
  /** Serves one request of an operation as the server would. Throws where it is not answered with a SUCCESS. */
  serve<Id extends OperationId>(
    id: Id,
    request: { headers?: Record<string, string>; body?: object },
  ): Promise<SuccessOf<Id>>
}

/** A world with nobody in it. Tokens are not signed: that costs the same everywhere, and hides the rest. */
export async function createBareWorld(): Promise<BareWorld> {
  const { createClock } = await built('mock-server/clock')
  const { createMemoryStore } = await built('mock-server/world/memory-store')
  const { createJournal } = await built('mock-server/journal')
  const { createLog } = await built('mock-server/log')
  const { createCallbackSender } = await built('mock-server/toss-side/callbacks/sender')
  const { selectVariants } = await built('mock-server/variants')
  const { tossSideContext } = await built('mock-server/toss-side/context')
  const { createTossSide } = await built('mock-server/toss-side/index')
  const { loadPeopleMaker } = await built('mock-server/world/people')
  const { createFieldEncryption } = await built('mock-server/personal-fields')
  const { serveExchange } = await built('mock-server/exchange')
  const { handlers } = await built('mock-server/partner-side/operations/index')
  const { operation } = await built('contracts/index')

  const clock = createClock()
  const store = createMemoryStore({ seed: 'bench', now: clock.now })
  const journal = createJournal({ size: 1_000, now: clock.now })
  const log = await createLog({ level: 'silent', format: 'json' })
  const variants = selectVariants()
  const callbacks = createCallbackSender({ journal, log, timeout: 1_000, redact: true, variants: {} })
  const context = { miniApp, store, clock, callbacks, variant: variants.of, people: loadPeopleMaker }
  let signed = 0
  const surroundings = {
    encryptField: createFieldEncryption({ key: Buffer.alloc(32, 1).toString('base64'), aad: 'TOSS' }),
    signer: {
      sign: () => `eyJhbGciOiJSUzI1NiJ9.${(signed++).toString(36).padStart(11, '0')}.c2lnbmF0dXJl`,
      jwks: { keys: [] },
    },
    variant: variants.of,
    autoLogin: undefined,
    autoApprove: undefined,
  }
  return {
    store,
    clock,
    toss: createTossSide(tossSideContext(context)),
    async serve(id, { headers = {}, body }) {
      const served = await serveExchange(
        operation(id) as Operation & { id: OperationId },
        handlers[id] as unknown as Parameters<typeof serveExchange>[1],
        {
          miniApp,
          headers: { 'content-type': 'application/json', ...headers },
          body: body && Buffer.from(JSON.stringify(body)),
        },
        { store, clock, surroundings, variants },
      )
      return successOf(id, served)
    },
  }
}

function successOf<Id extends OperationId>(id: Id, { answer }: ServedExchange): SuccessOf<Id> {
  const { resultType, success } = answer.body as { resultType: string; success: SuccessOf<Id> }
  if (resultType !== 'SUCCESS') throw new Error(`${id}: ${JSON.stringify(answer)}`)
  return success
}
