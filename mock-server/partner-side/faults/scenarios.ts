import { CodedError } from '../../../errors/index.js'
import type { FaultRule } from './fault-rule.js'

/** Some rules with a name, for every mini-app. */
export interface Scenario {
  readonly text: string
  /** `now`: where the mock's clock stands when the scenario begins. */
  readonly rules: (now: number) => readonly FaultRule[]
}

const minute = 60_000

/** Every scenario. */
export const scenarios = {
  'flaky-network': {
    text: 'about one call in six fails or is late: connections refused or reset, before and after the operation took effect; answers cut',
    rules: () => [
      { when: { probability: 0.03 }, fault: { kind: 'refuse-handshake' } },
      { when: { probability: 0.04 }, fault: { kind: 'reset', at: 'before' } },
      { when: { probability: 0.03 }, fault: { kind: 'reset', at: 'during' } },
      { when: { probability: 0.03 }, fault: { kind: 'reset', at: 'after-commit' } },
      { when: { probability: 0.02 }, fault: { kind: 'truncated-body' } },
      { when: { probability: 0.05 }, fault: { kind: 'latency', milliseconds: 1_500 } },
    ],
  },
  'slow-platform': {
    text: 'every answer is 800 ms late, every 10th 6 s, and every 50th never comes although the operation took effect',
    rules: () => [
      { when: { every: 50 }, fault: { kind: 'hang', effect: true } },
      { when: { every: 10 }, fault: { kind: 'latency', milliseconds: 6_000 } },
      { fault: { kind: 'latency', milliseconds: 800 } },
    ],
  },
  'gateway-errors': {
    text: 'about one call in five gets the HTML page of a gateway (502, 503, 504) or HTTP 429; behind a 504 the operation took effect',
    rules: () => [
      { when: { every: 20 }, fault: { kind: 'html-gateway-page', status: 504, effect: true } },
      { when: { every: 15 }, fault: { kind: 'html-gateway-page', status: 502 } },
      { when: { every: 15 }, fault: { kind: 'html-gateway-page', status: 503 } },
      { when: { every: 15 }, fault: { kind: 'html-gateway-page', status: 429 } },
    ],
  },
  'lost-answers': {
    text: 'every 3rd call takes effect and the connection is reset; of the others every 4th takes effect and is answered HTTP_TIMEOUT',
    rules: () => [
      { when: { every: 3 }, fault: { kind: 'reset', at: 'after-commit' } },
      { when: { every: 4 }, fault: { kind: 'result-type', resultType: 'HTTP_TIMEOUT', effect: true } },
    ],
  },
  maintenance: {
    text: 'every call is answered with the HTML page of HTTP 503, for ten minutes of the mock’s clock',
    rules: (now) => [
      {
        when: { until: new Date(now + 10 * minute).toISOString() },
        fault: { kind: 'html-gateway-page', status: 503 },
      },
    ],
  },
  'rate-limited': {
    text: 'every 4th call is answered 4095, too many calls',
    rules: () => [{ when: { every: 4 }, fault: { kind: 'fail', code: '4095' } }],
  },
  'platform-errors': {
    text: 'every 8th call is answered HTTP 500; of the others every 16th EXECUTION_FAIL, and every 16th NETWORK_ERROR; without effect',
    rules: () => [
      { when: { every: 8 }, fault: { kind: 'status', status: 500 } },
      { when: { every: 16 }, fault: { kind: 'result-type', resultType: 'EXECUTION_FAIL' } },
      { when: { every: 16 }, fault: { kind: 'result-type', resultType: 'NETWORK_ERROR' } },
    ],
  },
} as const satisfies Readonly<Record<string, Scenario>>

/** The name of a scenario. */
export type ScenarioName = keyof typeof scenarios

/** The names of the scenarios. */
export const scenarioNames = Object.keys(scenarios) as readonly ScenarioName[]

/**
 * The rules of a scenario that begins now.
 *
 * @param field - the name of the value in messages
 * @throws CodedError `ERR_INVALID_OPTION` for an unknown one, with the list
 */
export function scenarioRules(name: ScenarioName, now: number, field = 'scenario'): readonly FaultRule[] {
  checkScenario(name, field)
  return scenarios[name].rules(now)
}

/** @throws CodedError `ERR_INVALID_OPTION` for an unknown one, with the list */
export function checkScenario(name: string, field = 'scenario'): void {
  if (Object.hasOwn(scenarios, name)) return
  throw new CodedError('ERR_INVALID_OPTION', `${field}: there is no scenario ${JSON.stringify(name)}`, {
    fix: `Choose among ${scenarioNames.join(', ')}.`,
  })
}
