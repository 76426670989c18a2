import { loginRoutes } from './login.js'
import { mockRoutes } from './mock.js'
import type { ControlRoute } from './route.js'

/** Every route of the control API. */
export const controlRoutes: readonly ControlRoute[] = [...mockRoutes, ...loginRoutes]
