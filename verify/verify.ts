import { visibleIn } from '../contracts/index.js'
import { requireNode, startWithNode } from '../errors/runtime.js'
import type { Behaviour } from './areas.js'
import { openNotebook } from './notebook.js'
import { resolveOptions, type VerifyOptions } from './options.js'
import { guardProduction } from './production.js'
import { makeReport, type Report } from './report/report.js'
import { planSafeSet, runSafeSet, type SafePlan } from './safe-set/run.js'
import { startTally } from './tally.js'
import { whyUnchecked } from './why-unchecked.js'

/**
 * What would be sent with these options. Sends nothing.
 *
 * @throws CodedError `ERR_INVALID_OPTION`
 */
export function planOf(options: VerifyOptions): SafePlan {
  return planSafeSet(resolveOptions(options))
}

/**
 * Compares a server with the contract, by requests that change nothing: it is fit for production.
 *
 * @throws CodedError `ERR_UNSUPPORTED_RUNTIME`; `ERR_INVALID_OPTION`; `ERR_PRODUCTION_REFUSED` before anything is sent; `ERR_VERIFY_UNREACHABLE`
 * @example
 * ```ts
 * import { startMockServer } from 'apps-in-toss-mock'
 * import { verify } from 'apps-in-toss-mock/verify'
 *
 * await using mock = await startMockServer()
 * const { findings } = await verify({ baseUrl: mock.baseUrl, ...mock.clientTls })
 * ```
 */
export async function verify(options: VerifyOptions): Promise<Report> {
  requireNode('verify', startWithNode)
  const resolved = resolveOptions(options)
  const { baseUrl, payBaseUrl, production, only, onProgress } = resolved
  const plan = planSafeSet(resolved)
  guardProduction([baseUrl, payBaseUrl], { confirmed: options.yesProduction === true, requests: plan.requests })
  const startedAt = new Date()
  const notebook = openNotebook()
  const tally = startTally()
  onProgress(`${plan.requests} requests and handshakes at most`)
  const cutShort = await runSafeSet(plan, resolved, notebook, tally)
  tally.conclude(notebook)

  const whyNot = (behaviour: Behaviour): string => {
    if (!only.has(behaviour.area)) return 'left out by --only'
    return cutShort === undefined ? whyUnchecked(behaviour) : `the run was cut short: ${cutShort}`
  }
  // A server's text must not steer the terminal that shows it, in whatever format it is written.
  const report = makeReport(
    {
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
}
