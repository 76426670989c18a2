import { CodedError } from '../errors/index.js'
import { tossAppOverControl } from '../mini-app/toss-app-over-control.js'
import type { TossSide } from '../mock-server/index.js'
import type { ControlPort } from './control-port.js'

/**
 * The Toss side of a mini-app of a mock in another process, with the methods that it has in process. Arguments and results
 * travel as JSON, so that a function cannot be handed over; what the Toss app tells as it comes is a stream of its own.
 */
export function remoteTossSide(port: ControlPort, controlUrl: string, miniApp: string): TossSide {
  const path = `/mini-apps/${encodeURIComponent(miniApp)}/toss-side`

  function member(name: string): unknown {
    const call = async (...args: readonly unknown[]) => {
      if (args.some(holdsFunction)) throw noFunctions(name)
      const answer = await port.call('POST', path, { method: name, arguments: given(args) })
      return (answer as { result?: unknown }).result
    }
    return new Proxy(call, { get: (_target, key) => (isMethodName(key) ? member(`${name}.${key}`) : undefined) })
  }

  const { subscribe, watch } = tossAppOverControl(controlUrl, miniApp)
  const streams: Readonly<Record<string, unknown>> = { subscribe, watch }
  const app = new Proxy(streams, {
    get: (_target, key) => (isMethodName(key) ? (streams[key] ?? member(`app.${key}`)) : undefined),
  })

  return new Proxy({} as TossSide, {
    get(_target, key) {
      if (key === 'miniApp') return miniApp
      if (key === 'app') return app
      return isMethodName(key) ? member(key) : undefined
    },
  })
}

/** What others look for on any value: whoever awaits, prints or compares it. */
const lookedFor = new Set(['then', 'toJSON', 'constructor', 'prototype', 'asymmetricMatch', 'nodeType', 'tagName'])

function isMethodName(key: string | symbol): key is string {
  return typeof key === 'string' && /^[a-z][A-Za-z]*$/.test(key) && !lookedFor.has(key)
}

/** JSON has no undefined: arguments that were left out stay left out. */
function given(args: readonly unknown[]): readonly unknown[] {
  return args.slice(0, args.findLastIndex((arg) => arg !== undefined) + 1)
}

function holdsFunction(value: unknown): boolean {
  if (typeof value === 'function') return true
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsFunction)
}

function noFunctions(name: string): CodedError {
  return new CodedError('ERR_INVALID_OPTION', `${name}: a function cannot be handed to a mock in another process`, {
    fix: 'Give this test a server of its own (ownServer: true), or call the steps one by one: orders.start, pay, answerGrant.',
  })
}
