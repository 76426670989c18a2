import { redirectedHosts } from './production-hosts.js'

/** The variables that lead the connections of a program through a proxy, or past it. */
export const proxyVariables = ['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy'] as const

/** One of `proxyVariables`. */
export type ProxyVariable = (typeof proxyVariables)[number]

/** What `apps-in-toss-mock run` set these variables to, and what they were before; null where they were not there. */
export interface RunVariables {
  readonly set: Readonly<Record<ProxyVariable, string>>
  readonly before: Readonly<Record<ProxyVariable, string | null>>
}

/** The variable in which `apps-in-toss-mock run` hands `RunVariables` on, as JSON. */
export const runVariable = 'APPS_IN_TOSS_RUN'

/** A variable as this process has it, and as its child processes are to get it; undefined where it is not there. */
export interface HandedOn {
  readonly here: string | undefined
  readonly toChildren: string | undefined
}

type Environment = Record<string, string | undefined>

/**
 * Changes the proxy variables of this process, in which connections are redirected already: the API's hosts are exempt from
 * any proxy, and the proxy that `apps-in-toss-mock run` set for programs of other kinds is taken out. It would do harm here:
 * axios before 1.17 loses the client certificate on the way to a proxy, and before 1.16.1 it does not even ask for a tunnel.
 *
 * @returns the variables that child processes are to get as they were
 */
export function exemptFromProxies(environment: Environment): Map<ProxyVariable, HandedOn> {
  const run = readRun(environment[runVariable])
  const changed = new Map<ProxyVariable, HandedOn>()
  const change = (name: ProxyVariable, here: string | undefined) => {
    const toChildren = changed.get(name)?.toChildren ?? environment[name]
    if (here === undefined) delete environment[name]
    else environment[name] = here
    changed.set(name, { here, toChildren })
  }
  for (const name of run === undefined ? [] : proxyVariables) {
    // Whoever set another one meant it. A worker thread starts with the variables as its parent has changed them.
    if (environment[name] === run?.set[name]) change(name, run?.before[name] ?? undefined)
    else if (environment[name] === (run?.before[name] ?? undefined)) {
      changed.set(name, { here: environment[name], toChildren: run?.set[name] })
    }
  }
  const proxied = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'].some((name) => environment[name])
  if (!proxied) return changed
  const exempt = { NO_PROXY: environment.NO_PROXY, no_proxy: environment.no_proxy }
  for (const name of ['NO_PROXY', 'no_proxy'] as const) {
    const names = (exempt[name] || exempt.NO_PROXY || exempt.no_proxy || '').split(/[\s,]+/).filter(Boolean)
    if (names.includes('*')) continue
    change(name, [...new Set([...names, ...redirectedHosts])].join(','))
  }
  return changed
}

function readRun(text: string | undefined): RunVariables | undefined {
  if (!text) return undefined
  try {
    const { set, before } = JSON.parse(text) as Partial<RunVariables>
    return typeof set === 'object' && typeof before === 'object' ? { set, before } : undefined
  } catch {
    return undefined
  }
}
