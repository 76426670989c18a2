import { fetchJson } from '../client/bounded-body.js'
import { CodedError, type ErrorCode } from '../errors/index.js'

/** A request to the control port of a mock. */
export interface ControlCall {
  readonly method?: string
  /** From the address on, with its query. */
  readonly path: string
  readonly body?: object | undefined
  /** Milliseconds; default 60,000. */
  readonly timeout?: number
  /** Bytes of the answer; default 64 MiB. */
  readonly bound?: number
}

/**
 * Asks the control port, and gives what it answered.
 *
 * @throws CodedError what the mock refused it with; `ERR_NOT_RUNNING` where nothing of the kind answers
 */
export async function callControl<Answer>(
  controlUrl: string,
  { method = 'GET', path, body, timeout = 60_000, bound = 64 * 1024 * 1024 }: ControlCall,
): Promise<Answer> {
  const { body: answer } = await fetchJson(`${controlUrl}${path}`, { method, body, timeout, bound }).catch(
    (cause: unknown) => {
      throw noAnswer(controlUrl, cause)
    },
  )
  const refusal = refusalIn(answer)
  if (refusal === undefined) return answer as Answer
  throw refusal
}

/** As {@link callControl}, for an answer that is no JSON, or has no end. */
export async function openControl(
  controlUrl: string,
  { method = 'GET', path, body }: Pick<ControlCall, 'method' | 'path' | 'body'>,
  signal?: AbortSignal,
): Promise<Response> {
  const response = await fetch(`${controlUrl}${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    ...(signal && { signal }),
  }).catch((cause: unknown) => {
    throw noAnswer(controlUrl, cause)
  })
  if (response.ok) return response
  throw refusalIn(await response.json().catch(() => undefined)) ?? noAnswer(controlUrl, undefined)
}

function refusalIn(answer: unknown): CodedError | undefined {
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return undefined
  const { code, message, fix } = answer.error as { code: ErrorCode; message: string; fix: string }
  return new CodedError(code, message, { fix })
}

function noAnswer(controlUrl: string, cause: unknown): CodedError {
  const isByVariable = process.env.APPS_IN_TOSS_CONTROL_URL?.replace(/\/+$/, '') === controlUrl
  return new CodedError('ERR_NOT_RUNNING', `no mock answers at ${controlUrl}`, {
    cause,
    ...(isByVariable && {
      fix: 'Unset APPS_IN_TOSS_CONTROL_URL, which leads nowhere any more, or set it anew: apps-in-toss-mock env prints it for a running mock.',
    }),
  })
}

/** A path with its names in braces filled in. */
export function controlPath(path: string, values: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] as string))
}
