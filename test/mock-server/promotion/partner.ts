import type { MockServerOptions } from '../../../mock-server/index.js'
import { type Caller, type KnownUser, type PartnerServer, type Reply, startPartnerServer } from '../partner-server.js'

/** A partner's server that grants points. */
export interface PromotionPartner extends PartnerServer {
  /** A linked user, so that both headers name the same person. */
  readonly someone: KnownUser
  /** A fresh key; issued to `someone`, by userKey, by default. */
  key(caller?: Caller): Promise<string>
  /** Executes a grant of WELCOME_POINT to `someone`, by userKey, by default. */
  execute(
    grant: { key: string; amount?: number; promotionCode?: string },
    caller?: Caller,
  ): Promise<Reply<'promotion.executePromotion'>>
  /** Gets a key and executes; gives the key. Fails the test where the grant is refused. */
  grant(grant?: { amount?: number; promotionCode?: string }, caller?: Caller): Promise<string>
  result(key: string, promotionCode?: string, caller?: Caller): Promise<Reply<'promotion.executionResult'>>
}

export async function startPromotionPartner(options: MockServerOptions = {}): Promise<PromotionPartner> {
  return promotionPartnerOf(await startPartnerServer(options))
}

/** The same with a partner's server that is there. */
export async function promotionPartnerOf(server: PartnerServer): Promise<PromotionPartner> {
  const someone = await server.user()
  const byUserKey = { userKey: someone.userKey }
  const partner: PromotionPartner = {
    ...server,
    someone,
    async key(caller = byUserKey) {
      const { success } = await server.call('promotion.getKey', undefined, caller)
      return success.key
    },
    execute: ({ key, amount = 100, promotionCode = 'WELCOME_POINT' }, caller = byUserKey) =>
      server.call('promotion.executePromotion', { promotionCode, key, amount }, caller),
    async grant(grant, caller = byUserKey) {
      const key = await partner.key(caller)
      const reply = await partner.execute({ key, ...grant }, caller)
      if (reply.resultType !== 'SUCCESS') throw new Error(`the grant was refused: ${JSON.stringify(reply.error)}`)
      return key
    },
    result: (key, promotionCode = 'WELCOME_POINT', caller = byUserKey) =>
      server.call('promotion.executionResult', { promotionCode, key }, caller),
  }
  return partner
}
