import type { JsonSchema } from '../../contracts/index.js'
import type { ControlRoute } from '../../mock-server/control/route.js'
import { type ControlCall, controlPath } from '../control-call.js'
import { type Field, fieldsOf, inKebab, isPlain } from './field.js'

/** A route of the control API as a command: made of its row, which says everything about it once. */
export interface Action {
  /** `approve-payment`. */
  readonly name: string
  readonly route: ControlRoute
  /** Whether the mini-app of the settings stands in its path. */
  readonly isOfMiniApp: boolean
  /** Arguments: the names in the path, and then the plain fields without which the route does nothing. */
  readonly args: readonly Field[]
  readonly flags: readonly Field[]
}

const miniApp = '/mini-apps/{miniApp}'

/** The command that a route is. */
export function actionOf(route: ControlRoute): Action {
  const isOfMiniApp = route.path === miniApp || route.path.startsWith(`${miniApp}/`)
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string)
  const named = inPath.filter((name) => !(isOfMiniApp && name === 'miniApp'))
  const schema = route.query ?? route.body
  const fields = fieldsOf(schema)
  const isNeeded = (field: Field) => field.path.length === 1 && isPlain(field) && isRequired(schema, field)
  return {
    name: inKebab(route.operationId),
    route,
    isOfMiniApp,
    args: [...named.map((name) => ({ path: [name], schema: { type: 'string' } as const })), ...fields.filter(isNeeded)],
    flags: fields.filter((field) => !isNeeded(field)),
  }
}

function isRequired(schema: JsonSchema | undefined, { path: [name] }: Field): boolean {
  return schema?.required?.includes(name as string) ?? false
}

/** The request that a command sends. `given` has the values by field. */
export function callOf({ route }: Action, given: ReadonlyMap<Field, unknown>, app: string): ControlCall {
  const values: Record<string, unknown> = {}
  const inPath: Record<string, string> = { miniApp: app }
  for (const [{ path }, value] of given) {
    const [first] = path as [string]
    if (route.path.includes(`{${first}}`)) inPath[first] = String(value)
    else put(values, path, value)
  }
  const path = controlPath(route.path, inPath)
  if (route.query === undefined) return { method: route.method, path, ...(route.body && { body: values }) }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) query.set(name, String(value))
  return { method: route.method, path: query.size === 0 ? path : `${path}?${query}` }
}

function put(into: Record<string, unknown>, [first, ...rest]: readonly string[], value: unknown): void {
  const name = first as string
  if (rest.length === 0) {
    into[name] = value
    return
  }
  into[name] ??= {}
  put(into[name] as Record<string, unknown>, rest, value)
}
