import { changeMiniApp, miniAppOf } from '../../world/mini-app.js'
import { options } from '../../world/shape.js'
import { type MiniApp, miniAppShape } from '../../world/shapes/mini-app.js'
import { command, type SideOf } from '../command.js'

/** What can be changed about the mini-app's settings. */
export const miniAppChanges = options(miniAppShape.properties)

/** What the partner sets in the console for the mini-app. */
export type SettingsSide = SideOf<typeof settingsCommands>
export const settingsCommands = {
  get: command({
    at: 'GET settings',
    id: 'getSettings',
    says: 'The mini-app’s scopes, terms, and features that are off or down',
    gives: miniAppShape,
    do: ({ read }) => read(miniAppOf),
  }),
  /**
   * Changes what is given.
   *
   * @throws CodedError `ERR_INVALID_OPTION`
   * @example
   * ```ts
   * await mock.toss.settings.change({ featuresOff: ['pay'] }) // every pay operation answers 4050
   * ```
   */
  change: command({
    at: 'PATCH settings',
    id: 'changeSettings',
    says: 'Change what is given; a feature that is off answers 4050, one that is down answers HTTP 500',
    takes: miniAppChanges,
    named: 'settings',
    gives: miniAppShape,
    do: ({ update }, settings: Partial<MiniApp>) => update((world) => changeMiniApp(world, settings)),
  }),
}
