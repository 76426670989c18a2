import { type Operation, type OperationId, operation, type SuccessOf } from '../contracts/index.js'
import { type ServedExchange, serveExchange } from '../mock-server/partner-side/exchange.js'
import { handlers } from '../mock-server/partner-side/operations/index.js'
import { selectVariants } from '../mock-server/partner-side/variants.js'
import { createJournal } from '../mock-server/record/journal.js'
import { createLog } from '../mock-server/record/log.js'
import { createCallbackSender } from '../mock-server/toss-side/callbacks/sender.js'
import { tossSideContext } from '../mock-server/toss-side/context.js'
import { createTossSide, type TossSide } from '../mock-server/toss-side/index.js'
import { type Clock, createClock } from '../mock-server/world/clock.js'
import { loadPeopleMaker } from '../mock-server/world/made-up-people.js'
import { createFieldEncryption } from '../mock-server/world/personal-fields.js'
import type { Store } from '../mock-server/world/store.js'
import { createMemoryStore } from '../mock-server/world/store-of-turns.js'

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
export function createBareWorld(): BareWorld {
  const clock = createClock()
  const store = createMemoryStore({ seed: 'bench', now: clock.now })
  const journal = createJournal({ size: 1_000, now: clock.now })
  const log = createLog({ level: 'silent', format: 'json' })
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
