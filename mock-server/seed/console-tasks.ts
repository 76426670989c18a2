import type { Path } from '../world/checks/issue.js'
import { defaultPromotion } from '../world/promotion.js'
import { defaultTemplate } from '../world/template.js'
import type { PromotionSeed, TemplateSeed } from './console-seed.js'
import type { Maker } from './maker.js'
import { refusal, type Task, task } from './task.js'
import type { MiniAppSeed } from './world-seed.js'

/** What is set up in the console before anybody comes. Features stay on until everything has happened. */
export function consoleTasks({ side }: Maker, seed: MiniAppSeed, root: Path): Task[] {
  const { settings, products, templates = [], promotions = [] } = seed
  const { featuresOff: _off, featuresDown: _down, ...ofTerms } = settings ?? {}
  return [
    task([...root, 'settings'], () => side.settings.change(ofTerms)),
    ...(products === undefined
      ? []
      : [task([...root, 'products'], () => side.products.replace(products.map(({ id: _id, ...product }) => product)))]),
    ...templates.map((template, index) =>
      task([...root, 'templates', index], () => registerTemplate(side.templates, template)),
    ),
    ...promotions.map((promotion, index) =>
      task([...root, 'promotions', index], () => registerPromotion(side.promotions, promotion)),
    ),
  ]
}

/** What is set in the console when everything has happened: from then on it may be in nobody's way. */
export function closingTasks({ side, now }: Maker, seed: MiniAppSeed, root: Path): Task[] {
  const { settings, callbacks = {}, paymentSettings, promotions = [] } = seed
  const { unlink, subscription } = callbacks
  return [
    ...promotions.map((promotion, index) =>
      task([...root, 'promotions', index], () =>
        closePromotion({ side, now }, promotion, [...root, 'promotions', index]),
      ),
    ),
    ...(paymentSettings === undefined
      ? []
      : [task([...root, 'paymentSettings'], () => side.payments.setUp(paymentSettings))]),
    ...(unlink === undefined ? [] : [task([...root, 'callbacks', 'unlink'], () => side.callbacks.setUnlink(unlink))]),
    ...(subscription === undefined
      ? []
      : [
          task([...root, 'callbacks', 'subscription'], () =>
            side.callbacks.setSubscription({ ...subscription, verify: false }),
          ),
        ]),
    ...(settings === undefined ? [] : [task([...root, 'settings'], () => side.settings.change(settings))]),
  ]
}

function registerTemplate(templates: Maker['side']['templates'], seed: TemplateSeed): Promise<unknown> {
  const { templateSetCode, ...changes } = seed
  if (templateSetCode === defaultTemplate.templateSetCode) return templates.update(templateSetCode, changes)
  return templates.create(seed as Parameters<typeof templates.create>[0])
}

function registerPromotion(promotions: Maker['side']['promotions'], seed: PromotionSeed): Promise<unknown> {
  const { state, failNext: _failNext, ...settings } = seed
  const { code, approved, ...changes } = settings
  if (code === defaultPromotion.code) return promotions.update(code, changes)
  const isApproved = approved ?? state !== 'NOT_APPROVED'
  return promotions.create({ ...settings, approved: isApproved } as Parameters<typeof promotions.create>[0])
}

async function closePromotion({ side, now }: Pick<Maker, 'side' | 'now'>, seed: PromotionSeed, path: Path) {
  const { code, state, failNext } = seed
  const { promotions } = side
  if (failNext !== undefined) await promotions.failNext(code, failNext)
  const before = await promotions.get(code)
  if (state === undefined || state === before.state) return
  if (state === 'STOPPED') await promotions.stop(code)
  else if (state === 'ENDED') await promotions.end(code)
  else {
    const instant = new Date(now).toISOString()
    throw refusal([...path, 'state'], `it is ${before.state} at ${instant}, not ${state}`, fixes[state])
  }
}

const fixes = {
  NOT_APPROVED: 'A promotion that is to wait for its review must not be given approved: true.',
  SCHEDULED: 'Give startsAt a later instant.',
  RUNNING: 'Look at approved, startsAt, endsAt and what is left of the budget.',
} as const
