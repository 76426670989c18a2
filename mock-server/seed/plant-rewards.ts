import type { Path } from '../world/checks/issue.js'
import { testPrefix } from '../world/promotion.js'
import { resultOf } from '../world/promotion-payout.js'
import type { Happening, Scene } from './happening.js'
import type { GrantSeed, MessageSeed } from './past-seed.js'
import type { Stage } from './stage.js'
import { refusal } from './task.js'

/** The partner server grants points; Toss decides as the seed says, at the latest now. */
export function grantHappening(stage: Stage, { cast }: Scene, seed: GrantSeed, path: Path): Happening {
  const { promotionCode, amount, result } = seed
  const { promotions } = stage.side
  const isTest = promotionCode.startsWith(testPrefix)
  const code = isTest ? promotionCode.slice(testPrefix.length) : promotionCode
  let key = ''

  async function happen(): Promise<void> {
    const user = await cast.userOf(seed)
    if (result === 'FAILED') await promotions.failNext(code, { payouts: 1 })
    const issued = (await stage.call('promotion.getKey', {}, { user, path })) as { key: string }
    key = issued.key
    await stage.call('promotion.executePromotion', { promotionCode, key, amount }, { user, path })
  }

  const resultNow = () =>
    stage.context.read((world) => {
      const grant = world.get('grant', key)
      return grant && resultOf(grant, stage.now)
    })

  return {
    path,
    happen,
    async conclude() {
      if (result !== 'PENDING' && (await resultNow()) === 'PENDING') await promotions.settle(key, result)
    },
    async verify() {
      const reached = await resultNow()
      if (reached === result) return
      const fix = result === 'PENDING' ? 'Give the promotion payoutDelaySeconds: null, or a long delay.' : undefined
      throw refusal([...path, 'result'], `it is ${reached} at ${new Date(stage.now).toISOString()}, not ${result}`, fix)
    },
  }
}

/** The partner server sends a message. */
export function messageHappening(stage: Stage, { cast }: Scene, seed: MessageSeed, path: Path): Happening {
  const { templateSetCode, context = {} } = seed
  return {
    path,
    async happen() {
      const user = await cast.userOf(seed)
      await stage.call('messenger.sendMessage', { templateSetCode, context }, { user, path })
    },
  }
}
