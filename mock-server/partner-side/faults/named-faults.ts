import { invalidOption } from '../../world/checks/option-check.js'
import type { Fault } from './fault.js'
import type { FaultTarget } from './fault-rule.js'
import { type ReadFaultRule, readFaultRule } from './read-rule.js'

/** The request header by which a call asks for a fault: the mock's own, production knows nothing of it. */
export const faultHeader = 'x-apps-in-toss-mock-fault'

/** A fault with a name; those that need a value are written `name=value`. */
export interface NamedFault {
  readonly name: string
  /** What stands for the value; absent where there is none. */
  readonly value?: string
  readonly text: string
  /** The fault; checked like any other afterwards. */
  readonly fault: (value: string) => Fault
}

/** Every fault that has a name. */
export const namedFaults: readonly NamedFault[] = [
  {
    name: 'latency',
    value: 'milliseconds',
    text: 'a late answer',
    fault: (ms) => ({ kind: 'latency', milliseconds: number(ms) }),
  },
  { name: 'hang', text: 'no answer, no effect', fault: () => ({ kind: 'hang' }) },
  { name: 'after-commit-hang', text: 'no answer, and it took effect', fault: () => ({ kind: 'hang', effect: true }) },
  {
    // Of remove-by-user-key the guide gives the time; that HTTP_TIMEOUT is answered then is assumed.
    name: 'read-timeout-3s',
    text: 'took effect; HTTP_TIMEOUT after 3 s, the read timeout that the guide gives for remove-by-user-key (what is answered then is assumed)',
    fault: () => ({ kind: 'result-type', resultType: 'HTTP_TIMEOUT', effect: true, afterMilliseconds: 3_000 }),
  },
  { name: 'before-reset', text: 'connection reset, no effect', fault: () => ({ kind: 'reset', at: 'before' }) },
  {
    name: 'during-reset',
    text: 'connection reset; the seed decides whether it took effect',
    fault: () => ({ kind: 'reset', at: 'during' }),
  },
  {
    name: 'after-commit-reset',
    text: 'connection reset, and it took effect',
    fault: () => ({ kind: 'reset', at: 'after-commit' }),
  },
  {
    name: 'truncated-body',
    text: 'took effect; half of the body, then the connection is closed',
    fault: () => ({ kind: 'truncated-body' }),
  },
  {
    name: 'truncated-json',
    text: 'took effect; a complete message with half of the JSON',
    fault: () => ({ kind: 'truncated-body', ends: 'complete' }),
  },
  { name: 'not-json', text: 'HTTP 200 with text, no effect', fault: () => ({ kind: 'not-json' }) },
  {
    name: 'after-commit-not-json',
    text: 'HTTP 200 with text, and it took effect',
    fault: () => ({ kind: 'not-json', effect: true }),
  },
  {
    name: 'html-gateway-page',
    value: 'status',
    text: 'a gateway’s HTML page, no effect',
    fault: (status) => ({ kind: 'html-gateway-page', status: number(status) as 502 }),
  },
  {
    name: 'after-commit-html-gateway-page',
    value: 'status',
    text: 'a gateway’s HTML page, and it took effect',
    fault: (status) => ({ kind: 'html-gateway-page', status: number(status) as 502, effect: true }),
  },
  {
    name: 'status',
    value: 'status',
    text: 'a FAIL envelope with this HTTP status, no effect',
    fault: (status) => ({ kind: 'status', status: number(status) as 503 }),
  },
  {
    name: 'after-commit-status',
    value: 'status',
    text: 'a FAIL envelope with this HTTP status, and it took effect',
    fault: (status) => ({ kind: 'status', status: number(status) as 503, effect: true }),
  },
  {
    name: 'result-type',
    value: 'resultType',
    text: 'this result type, no effect',
    fault: (resultType) => ({ kind: 'result-type', resultType: resultType as 'HTTP_TIMEOUT' }),
  },
  {
    name: 'after-commit-result-type',
    value: 'resultType',
    text: 'this result type, and it took effect',
    fault: (resultType) => ({ kind: 'result-type', resultType: resultType as 'HTTP_TIMEOUT', effect: true }),
  },
  {
    name: 'fail',
    value: 'code',
    text: 'a FAIL with this code of the operation, no effect',
    fault: (code) => ({ kind: 'fail', code }),
  },
  {
    name: 'slow-drip',
    value: 'bytesPerSecond',
    text: 'took effect; the answer trickles in',
    fault: (rate) => ({ kind: 'slow-drip', bytesPerSecond: number(rate) }),
  },
]

/** A name as it is written: `hang`, `status=status`. */
export function spelling({ name, value }: NamedFault): string {
  return value === undefined ? name : `${name}=<${value}>`
}

/**
 * Reads what the header says.
 *
 * @throws CodedError `ERR_INVALID_OPTION` for a value that its kind of fault, or the operation, does not have
 * @returns undefined for an unknown name, or one with a value too much or too little
 */
export function readNamedFault(text: string, operation: FaultTarget): ReadFaultRule | undefined {
  const [, name, value] = /^\s*([\w-]+?)(?:=(\S+))?\s*$/.exec(text) ?? []
  const named = namedFaults.find(
    (known) => known.name === name && (known.value === undefined) === (value === undefined),
  )
  return named && readFaultRule({ operation, fault: named.fault(value ?? '') }, faultHeader)
}

/** @throws CodedError `ERR_INVALID_OPTION` */
function number(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  throw invalidOption(`the value must be a whole number in digits, not ${JSON.stringify(text)}.`, 'For example: 503.')
}
