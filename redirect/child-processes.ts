import childProcess, { type ChildProcess } from 'node:child_process'
import { syncBuiltinESMExports } from 'node:module'
import type { HandedOn } from './proxy-variables.js'

/** What `ChildProcess.prototype.spawn` gets from `spawn`, `exec`, `execFile` and `fork`; Node's types hide it. */
interface Spawning {
  readonly envPairs?: readonly string[]
}

type Environment = Readonly<Record<string, string | undefined>>
type VariablePair = readonly [name: string, value: string | undefined]
type Synchronous = 'spawnSync' | 'execFileSync' | 'execSync'

/**
 * Gives child processes these variables as they were before they were changed in this process, unless the caller sets them.
 *
 * @param inherited a variable that is there only where the caller hands the environment of this process on: an environment
 *   without it was put together by the caller, and nothing is added to it
 */
export function handOnToChildren(variables: ReadonlyMap<string, HandedOn>, inherited: string): void {
  if (variables.size === 0) return

  function restored(environment: readonly VariablePair[]): VariablePair[] {
    const names = new Set(environment.map(([name]) => name))
    const changed = environment.map(([name, value]): VariablePair => {
      const variable = variables.get(name)
      return variable !== undefined && variable.here === value ? [name, variable.toChildren] : [name, value]
    })
    const added = [...variables]
      .filter(([name, { here }]) => here === undefined && names.has(inherited) && !names.has(name))
      .map(([name, { toChildren }]): VariablePair => [name, toChildren])
    return [...changed, ...added].filter(([, value]) => value !== undefined)
  }

  const { prototype } = childProcess.ChildProcess as unknown as {
    prototype: { spawn(this: ChildProcess, options: Spawning): unknown }
  }
  const { spawn } = prototype
  prototype.spawn = function (options) {
    const entries = options?.envPairs?.map((pair) => pair.split(/(?<=.)=(.*)/s) as unknown as VariablePair)
    if (entries === undefined) return spawn.call(this, options)
    return spawn.call(this, { ...options, envPairs: restored(entries).map(([name, value]) => `${name}=${value}`) })
  }

  for (const name of ['spawnSync', 'execFileSync', 'execSync'] as const) wrapSynchronous(name, restored)
  syncBuiltinESMExports()
}

/** The options are the last argument, and may be left out. */
function wrapSynchronous(name: Synchronous, restored: (environment: readonly VariablePair[]) => VariablePair[]): void {
  const original = childProcess[name] as (...args: unknown[]) => unknown
  const wrapped = (...args: unknown[]) => {
    const given = [...args]
    while (given.length > 1 && given.at(-1) === undefined) given.pop()
    const last = given.at(-1)
    const options = (typeof last === 'object' && last !== null && !Array.isArray(last) ? given.pop() : {}) as {
      env?: Environment
    }
    const env = Object.fromEntries(restored(Object.entries(options.env ?? process.env)))
    return original(...given, { ...options, env })
  }
  Object.assign(childProcess, { [name]: wrapped })
}
