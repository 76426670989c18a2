import { Agent, request } from 'undici'
import { boundedText } from '../client/bounded-body.js'
import { CodedError, type ErrorCode, errorTable } from '../errors/index.js'
import { requireNode, startWithNode } from '../errors/runtime.js'

/** The control API of a mock in another process. */
export interface ControlPort {
  /**
   * One call; gives back the answer's JSON.
   *
   * @throws CodedError what the mock refused with, or `ERR_NOT_RUNNING`
   */
  call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<unknown>
  close(): Promise<void>
}

/** Bytes: a journal or a world of this size is beyond any test. */
const answerBound = 256 * 1024 * 1024

/** Connections of its own, so that a test that replaces `fetch` or undici's global dispatcher does not replace these. */
export function openControlPort(controlUrl: string): ControlPort {
  requireNode('apps-in-toss-mock/testing', startWithNode)
  const origin = readOrigin(controlUrl)
  const agent = new Agent({ connections: 8, keepAliveTimeout: 30_000 })
  return {
    async call(method, path, body) {
      const answer = await request(`${origin}${path}`, {
        dispatcher: agent,
        method,
        ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      }).catch((cause: Error) => {
        throw new CodedError('ERR_NOT_RUNNING', `no mock answers at ${origin}: ${cause.message}`, {
          fix: 'Start the mock before the tests, in globalSetup for example, and give the tests its controlUrl.',
          cause,
        })
      })
      const json = JSON.parse(await boundedText(answer.body, answerBound)) as {
        error?: { code: string; message: string; fix: string }
      }
      if (answer.statusCode < 400) return json
      throw refusal(json.error, `${method} ${path} was answered with HTTP ${answer.statusCode}`)
    },
    close: () => agent.close(),
  }
}

function readOrigin(controlUrl: string): string {
  if (URL.canParse(controlUrl) && new URL(controlUrl).protocol === 'http:') return new URL(controlUrl).origin
  throw new CodedError('ERR_INVALID_OPTION', `controlUrl must be a URL like http://127.0.0.1:8444, not ${controlUrl}`)
}

function refusal(error: { code: string; message: string; fix: string } | undefined, otherwise: string): CodedError {
  const code = error !== undefined && Object.hasOwn(errorTable, error.code) ? (error.code as ErrorCode) : 'ERR_INTERNAL'
  return new CodedError(code, error?.message ?? otherwise, error === undefined ? {} : { fix: error.fix })
}
