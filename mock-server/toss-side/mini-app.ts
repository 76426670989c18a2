import { features, type JsonSchema, scopes } from '../../contracts/index.js'
import { changeMiniApp, miniAppOf } from '../world/mini-app.js'
import type { MiniApp } from '../world/shapes/mini-app.js'
import type { TossSideContext } from './context.js'
import { checkOptions } from './option-check.js'

const featureList = { type: 'array', items: { type: 'string', enum: features } } as const satisfies JsonSchema

/** The mini-app's settings, as the control API and `settings.change` take them. */
export const miniAppSchema = {
  type: 'object',
  properties: {
    scopes: {
      type: 'array',
      items: { type: 'string', enum: scopes },
      description: 'The scopes that the terms screen asks for.',
    },
    terms: {
      type: 'array',
      items: { type: 'string', minLength: 1, maxLength: 100 },
      description: 'The tags of the terms that the terms screen shows.',
    },
    featuresOff: { ...featureList, description: 'Features that are switched off: their operations answer 4050.' },
    featuresDown: {
      ...featureList,
      description: 'Features that are broken on the platform’s side: their operations answer HTTP 500, INTERNAL_ERROR.',
    },
  },
  additionalProperties: false,
} as const satisfies JsonSchema

/** What the partner sets in the console for the mini-app. */
export interface SettingsSide {
  get(): Promise<MiniApp>
  /**
   * Changes what is given.
   *
   * @throws CodedError `ERR_INVALID_OPTION`
   * @example
   * ```ts
   * await mock.toss.settings.change({ featuresOff: ['pay'] }) // every pay operation answers 4050
   * ```
   */
  change(settings: Partial<MiniApp>): Promise<MiniApp>
}

/** The settings' part of the Toss side. */
export function createSettingsSide({ read, update }: TossSideContext): SettingsSide {
  return {
    get: () => read(miniAppOf),
    async change(settings) {
      checkOptions(miniAppSchema, settings, 'settings')
      return update((world) => changeMiniApp(world, settings))
    },
  }
}
