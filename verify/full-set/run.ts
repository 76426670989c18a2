import type { Area } from '../areas.js'
import type { Notebook } from '../notebook.js'
import type { ResolvedOptions } from '../options.js'
import type { Tally } from '../tally.js'
import { anonymousKeyLife } from './anonymous-key.js'
import { silentPartnerLife, unlinkLife } from './callbacks.js'
import { certificatesLife } from './certificates.js'
import { everyOperationLife } from './every-operation.js'
import { ordersLife } from './iap.js'
import { limitsLife } from './limits.js'
import { codesLife, removalLife, tokensLife } from './login.js'
import { messengerLife } from './messenger.js'
import { makeLife, statusLife } from './pay.js'
import { executeLife, refundLife } from './pay-money.js'
import { grantLife, refusalsLife } from './promotion.js'
import { type Stage, setStage } from './stage.js'
import { subscriptionLife } from './subscriptions.js'
import { timeLife } from './time.js'

/** A part of the full set: what it concerns, and what is played. */
interface Life {
  readonly name: string
  readonly areas: readonly Area[]
  readonly play: (stage: Stage) => Promise<void>
}

const features = ['login', 'anonymous-key', 'pay', 'iap', 'messenger', 'promotion'] as const

const lives: readonly Life[] = [
  { name: 'certificates', areas: ['tls'], play: certificatesLife },
  { name: 'authorization codes', areas: ['login'], play: codesLife },
  { name: 'tokens', areas: ['login'], play: tokensLife },
  { name: 'removal', areas: ['login'], play: removalLife },
  { name: 'anonymous keys', areas: ['anonymous-key'], play: anonymousKeyLife },
  { name: 'make-payment', areas: ['pay'], play: makeLife },
  { name: 'execute-payment', areas: ['pay'], play: executeLife },
  { name: 'refund-payment', areas: ['pay'], play: refundLife },
  { name: 'get-payment-status', areas: ['pay'], play: statusLife },
  { name: 'orders', areas: ['iap'], play: ordersLife },
  { name: 'messages', areas: ['messenger'], play: messengerLife },
  { name: 'grants of points', areas: ['promotion'], play: grantLife },
  { name: 'refused grants', areas: ['promotion'], play: refusalsLife },
  { name: 'the unlink callback', areas: ['callbacks'], play: unlinkLife },
  { name: 'the subscription webhook', areas: ['callbacks'], play: subscriptionLife },
  { name: 'every operation', areas: ['http', ...features], play: everyOperationLife },
]

/** Why lives ended early, by area. */
export type EndedEarly = ReadonlyMap<Area, string>

/**
 * Plays every life, in mini-apps made for it. A life that cannot go on leaves the others alone. The mock’s clock is moved
 * forward by 37 days at the end.
 *
 * @throws CodedError `ERR_INVALID_OPTION` where control URL and base URL do not lead to the same mock
 */
export async function runFullSet(options: ResolvedOptions, notebook: Notebook, tally: Tally): Promise<EndedEarly> {
  const { only, limits, onProgress } = options
  const stage = await setStage(options, notebook, tally)
  const ended = new Map<Area, string>()
  const play = async (life: Omit<Life, 'play'>, work: () => Promise<void>) => {
    if (!life.areas.some((area) => only.has(area))) return
    onProgress(`the life of ${life.name}`)
    try {
      await work()
    } catch (error) {
      const why = `the life of ${life.name} ended early: ${(error as Error).message}`
      for (const area of life.areas) ended.set(area, ended.has(area) ? `${ended.get(area)}; ${why}` : why)
    }
  }
  try {
    const [silent, limited] = await Promise.all([stage.miniApp(), stage.miniApp()])
    const besides = play({ name: 'a partner that does not answer', areas: ['callbacks'] }, () =>
      silentPartnerLife(stage, silent),
    )
    for (const life of lives) await play(life, () => life.play(stage))
    await whileClockStands(stage, async () => {
      if (limits) await play({ name: 'the limits of calls', areas: features }, () => limitsLife(stage, limited))
      await play({ name: 'lifetimes', areas: [...features, 'callbacks'] }, () => timeLife(stage))
    })
    await besides
  } finally {
    await stage.close()
  }
  return ended
}

async function whileClockStands({ control }: Stage, work: () => Promise<void>): Promise<void> {
  const { frozen } = await control.get('/clock')
  await control.post('/clock/freeze')
  try {
    await work()
  } finally {
    if (!frozen) await control.post('/clock/resume')
  }
}
