import type { Operation } from './description.js'

/** What an operation is given: parameters by name, and a body. */
export interface Given {
  readonly [name: string]: unknown
}

/** A rule that a request broke. */
export interface BrokenRule {
  readonly field: string
  readonly rule: string
  readonly message: string
}

/** The control API said no, and why; or there was no answer. */
export class Refused extends Error {
  readonly code: string
  readonly fix: string
  readonly violations: readonly BrokenRule[]

  constructor({ code, message, fix, violations = [] }: RefusalText) {
    super(message)
    this.code = code
    this.fix = fix
    this.violations = violations
  }
}

interface RefusalText {
  readonly code: string
  readonly message: string
  readonly fix: string
  readonly violations?: readonly BrokenRule[]
}

/** Method, path and body that an operation is called with. */
export function requestOf(operation: Operation, parameters: Given, body?: unknown) {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_whole, name) =>
    encodeURIComponent(String(parameters[name] ?? '')),
  )
  const query = new URLSearchParams()
  for (const { name, in: place } of operation.parameters) {
    const value = parameters[name]
    if (place === 'query' && value !== undefined && value !== '') query.set(name, String(value))
  }
  const search = query.size === 0 ? '' : `?${query}`
  return {
    method: operation.method,
    url: `${path}${search}`,
    body: body === undefined ? undefined : JSON.stringify(body),
  }
}

/** Calls an operation. @throws Refused */
export async function call<Answer = unknown>(
  operation: Operation,
  parameters: Given,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Answer> {
  const request = requestOf(operation, parameters, body)
  let answer: Response
  try {
    answer = await fetch(request.url, {
      method: request.method,
      ...(request.body !== undefined && { body: request.body, headers: { 'content-type': 'application/json' } }),
      ...(signal && { signal }),
    })
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error
    throw new Refused({ code: 'NO_ANSWER', message: 'the mock does not answer', fix: 'See whether it still runs.' })
  }
  const value = await answer.json().catch(() => undefined)
  if (answer.ok) return value as Answer
  const { error } = (value ?? {}) as { error?: RefusalText }
  throw new Refused(error ?? { code: `HTTP_${answer.status}`, message: `HTTP ${answer.status}`, fix: '' })
}
