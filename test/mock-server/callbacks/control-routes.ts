import { expect } from 'vitest'
import { checkValue } from '../../../contracts/index.js'
import type { ControlRoute } from '../../../mock-server/control/route.js'
import type { MockServer } from '../../../mock-server/index.js'

/** What a call of a control route takes besides the mini-app. */
export interface RouteCall {
  readonly path?: Readonly<Record<string, string | number>>
  readonly query?: string
  readonly body?: unknown
}

/** The control API by its routes' names; each answer is checked against its own description. */
export interface ControlCaller {
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into it
  call(operationId: string, call?: RouteCall): Promise<{ status: number; answer: any }>
  /** The routes that were never called with success. */
  untouched(): string[]
}

/** A caller of these routes. */
export function controlCaller(mock: MockServer, routes: readonly ControlRoute[]): ControlCaller {
  const untouched = new Set(routes.map(({ operationId }) => operationId))
  return {
    async call(operationId, { path = {}, query = '', body } = {}) {
      const route = routes.find((known) => known.operationId === operationId)
      if (route === undefined) throw new Error(`there is no route ${operationId}`)
      const names: Record<string, string | number> = { miniApp: mock.appName, ...path }
      const url = route.path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(names[name])))
      const response = await fetch(`${mock.controlUrl}${url}${query}`, {
        method: route.method,
        ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      })
      const answer = await response.json()
      if (response.ok) {
        expect(checkValue(route.answer, answer, 'answer')).toEqual([])
        expect(response.status).toBe(route.status ?? 200)
        untouched.delete(operationId)
      }
      return { status: response.status, answer }
    },
    untouched: () => [...untouched],
  }
}
