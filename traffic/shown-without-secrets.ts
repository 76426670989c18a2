import type { Violation } from '../contracts/index.js'

/** Names that are the contract's own, or look like a programmer's: a letter, then letters, digits, `_`, `-`. */
const plainStep = /^(?:\.[A-Za-z_$][\w$-]{0,60}|\[\d+\])/

/** The path of a field without steps that a sender made up, which could be anything: `request.body.context[…]`. */
export function shownField(field: string): string {
  let shown = /^\w+/.exec(field)?.[0] ?? ''
  let rest = field.slice(shown.length)
  while (rest !== '') {
    const step = plainStep.exec(rest)?.[0]
    if (step === undefined) return `${shown}[…]`
    shown += step
    rest = rest.slice(step.length)
  }
  return shown
}

/** Fields whose value is a word of the protocol, never one about a person. */
const protocolField = /^response\.(?:status|body\.resultType|body\.error\.errorCode)$/
const code = /^[A-Z][A-Z0-9_]{1,60}$|^\d{1,5}$/
const mediaType = /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/

/** What stands where a violation is, in words. Values are shown only where they are words of the protocol. */
export function foundIn({ field, rule, value }: Violation): string {
  if (value === undefined) return 'missing'
  if (rule === 'host' || rule === 'charset' || rule === 'placeholder') return String(value)
  if (rule === 'contentType') return mediaType.exec(String(value).split(';', 1)[0] as string)?.[0] ?? 'something else'
  const isWord = protocolField.test(field) || ((rule === 'enum' || rule === 'const') && typeof value === 'string')
  if (isWord && code.test(String(value))) return JSON.stringify(value)
  if (typeof value === 'number' && (rule === 'minimum' || rule === 'maximum')) return String(value)
  return inWords(value)
}

const redacted = /^(?:(?:bearer|basic) )?\[redacted (\d+) chars\]$/i
const redactedKind = /^\[redacted (number|boolean|array|object|bigint)\]$/

function inWords(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return Number.isInteger(value) ? 'an integer' : 'a number'
  const text = String(value)
  const kind = redactedKind.exec(text)?.[1]
  if (kind !== undefined) return /^[ao]/.test(kind) ? `an ${kind}` : `a ${kind}`
  const length = Number(redacted.exec(text)?.[1] ?? cutLength.exec(text)?.[1] ?? text.length)
  return length === 0 ? 'an empty string' : `a string of ${length} character${length === 1 ? '' : 's'}`
}

const cutLength = /… \[cut, (\d+) chars\]$/
