import { visibleIn } from '../contracts/index.js'
import { requireNode, startWithNode } from '../errors/runtime.js'
import type { Area, Behaviour } from './areas.js'
import { openNotebook } from './notebook.js'
import { resolveOptions, type VerifyOptions } from './options.js'
import { guardProduction } from './production.js'
import { makeReport, type Report } from './report/report.js'
import { planSafeSet, runSafeSet, type SafePlan } from './safe-set/run.js'
import { startTally } from './tally.js'
import { isLimit, whyUnchecked } from './unchecked.js'

/** For what a run passed by without an obstacle that it knows of. */
const unshown = 'nothing in this run showed it'

/**
 * What the safe set would send with these options. Sends nothing.
 *
 * @throws CodedError `ERR_INVALID_OPTION`
 */
export function planOf(options: VerifyOptions): SafePlan {
  return planSafeSet(resolveOptions(options))
}

/**
 * Compares a server with the contract. The safe set changes nothing and is fit for production; with `full` every
 * operation of a mock is driven through its life, with what Toss, its app and console do.
 *
 * @throws CodedError `ERR_UNSUPPORTED_RUNTIME`; `ERR_INVALID_OPTION`; `ERR_PRODUCTION_REFUSED` before anything is sent; `ERR_VERIFY_UNREACHABLE`
 * @example
 * ```ts
 * import { startMockServer } from 'apps-in-toss-mock'
 * import { verify } from 'apps-in-toss-mock/verify'
 *
 * await using mock = await startMockServer({ rateLimits: true })
 * const { baseUrl, controlUrl, clientTls } = mock
 * const { findings } = await verify({ baseUrl, ...clientTls, full: true, controlUrl })
 * ```
 */
export async function verify(options: VerifyOptions): Promise<Report> {
  requireNode('verify', startWithNode)
  const resolved = resolveOptions(options)
  const { baseUrl, payBaseUrl, controlUrl, full, production, only, limits, onProgress } = resolved
  const plan = planSafeSet(resolved)
  guardProduction([baseUrl, payBaseUrl, ...(controlUrl === undefined ? [] : [controlUrl])], {
    full,
    confirmed: options.yesProduction === true,
    requests: plan.requests,
  })
  if (full && controlUrl !== undefined) await (await import('./full-set/stage.js')).reachControl(controlUrl)
  const startedAt = new Date()
  const notebook = openNotebook()
  const tally = startTally()
  onProgress(`${plan.requests} requests and handshakes at most${full ? ', then the full set' : ''}`)
  const cutShort = await runSafeSet(plan, resolved, notebook, tally)
  const ended = full && cutShort === undefined ? await playFullSet() : new Map<Area, string>()
  tally.conclude(notebook)

  const whyNot = (behaviour: Behaviour): string => {
    if (!only.has(behaviour.area)) return 'left out by --only'
    if (full && !limits && isLimit(behaviour)) return 'left out by --no-limits'
    const known = whyUnchecked(behaviour, full ? 'full' : 'safe')
    return cutShort !== undefined
      ? `the run was cut short: ${cutShort}`
      : known || (ended.get(behaviour.area) ?? unshown)
  }
  const set = full ? 'full' : 'safe'
  // A server's text must not steer the terminal that shows it, in whatever format it is written.
  const report = makeReport(
    {
      set,
      baseUrl: baseUrl.href.replace(/\/$/, ''),
      payBaseUrl: payBaseUrl.href.replace(/\/$/, ''),
      production,
      startedAt: startedAt.toISOString(),
      seconds: Math.round((Date.now() - startedAt.getTime()) / 100) / 10,
      ...(cutShort !== undefined && { cutShort }),
    },
    notebook,
    whyNot,
  )
  return visibleIn(report)

  async function playFullSet() {
    const { runFullSet } = await import('./full-set/run.js')
    return runFullSet(resolved, notebook, tally)
  }
}
