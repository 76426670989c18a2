import { miniAppSchema } from '../toss-side/mini-app.js'
import type { MiniApp } from '../world/shapes/mini-app.js'
import type { ControlRoute } from './route.js'

const tag = 'mini-app'
const path = '/mini-apps/{miniApp}/settings'
const answer = { ...miniAppSchema, required: ['scopes', 'terms', 'featuresOff', 'featuresDown'] }

/** The mini-app's settings: what the partner sets in the console. */
export const miniAppRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path,
    operationId: 'getSettings',
    summary: 'The mini-app’s scopes, terms, and features that are off or down',
    tag,
    answer,
    handle: ({ path: { miniApp } }, { tossSide }) => tossSide(miniApp as string).settings.get(),
  },
  {
    method: 'PATCH',
    path,
    operationId: 'changeSettings',
    summary: 'Change what is given; a feature that is off answers 4050, one that is down answers HTTP 500',
    tag,
    body: miniAppSchema,
    answer,
    handle: ({ path: { miniApp }, body }, { tossSide }) =>
      tossSide(miniApp as string).settings.change(body as Partial<MiniApp>),
  },
]
