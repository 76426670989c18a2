import type { Path } from '../world/checks/issue.js'
import { testPrefix } from '../world/promotion.js'
import { resultOf } from '../world/promotion-payout.js'
import type { Maker } from './maker.js'
import type { Names, PastEvent } from './past-event.js'
import type { GrantSeed, MessageSeed } from './past-seed.js'
import { refusal } from './task.js'

/** The partner server grants points; Toss decides as the seed says, at the latest now. */
export function grantEvent(maker: Maker, { users }: Names, seed: GrantSeed, path: Path): PastEvent {
  const { promotionCode, amount, result } = seed
  const { promotions } = maker.side
  const isTest = promotionCode.startsWith(testPrefix)
  const code = isTest ? promotionCode.slice(testPrefix.length) : promotionCode
  let key = ''

  async function happen(): Promise<void> {
    const user = await users.userOf(seed)
    if (result === 'FAILED') await promotions.failNext(code, { payouts: 1 })
    const issued = (await maker.call('promotion.getKey', {}, { user, path })) as { key: string }
    key = issued.key
    await maker.call('promotion.executePromotion', { promotionCode, key, amount }, { user, path })
  }

  const resultNow = () =>
    maker.context.read((world) => {
      const grant = world.get('grant', key)
      return grant && resultOf(grant, maker.now)
    })

  return {
    path,
    happen,
    async finish() {
      if (result !== 'PENDING' && (await resultNow()) === 'PENDING') await promotions.settle(key, result)
    },
    async check() {
      const reached = await resultNow()
      if (reached === result) return
      const fix = result === 'PENDING' ? 'Give the promotion payoutDelaySeconds: null, or a long delay.' : undefined
      throw refusal([...path, 'result'], `it is ${reached} at ${new Date(maker.now).toISOString()}, not ${result}`, fix)
    },
  }
}

/** The partner server sends a message. */
export function messageEvent(maker: Maker, { users }: Names, seed: MessageSeed, path: Path): PastEvent {
  const { templateSetCode, context = {} } = seed
  return {
    path,
    async happen() {
      const user = await users.userOf(seed)
      await maker.call('messenger.sendMessage', { templateSetCode, context }, { user, path })
    },
  }
}
