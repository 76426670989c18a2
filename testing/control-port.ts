import { Agent, type IncomingMessage, request } from 'node:http'
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

/**
 * Connections of its own, so that a test that replaces `fetch` or undici's global dispatcher does not replace these. Node's own
 * client, since each test file waits for what is loaded here.
 */
export function openControlPort(controlUrl: string): ControlPort {
  requireNode('apps-in-toss-mock/testing', startWithNode)
  const origin = readOrigin(controlUrl)
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  return {
    async call(method, path, body) {
      const answer = await send(agent, method, `${origin}${path}`, body).catch((cause: Error) => {
        throw new CodedError('ERR_NOT_RUNNING', `no mock answers at ${origin}: ${cause.message}`, {
          fix: 'Start the mock before the tests, in globalSetup for example, and give the tests its controlUrl.',
          cause,
        })
      })
      const json = jsonOf(await boundedText(answer, answerBound), origin)
      if ((answer.statusCode ?? 500) < 400) return json
      throw refusal(json.error, `${method} ${path} was answered with HTTP ${answer.statusCode}`)
    },
    close: async () => agent.destroy(),
  }
}

function send(agent: Agent, method: string, url: string, body: object | undefined): Promise<IncomingMessage> {
  const text = body && JSON.stringify(body)
  const headers = text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
  return new Promise((resolve, reject) => {
    request(url, { agent, method, ...(headers && { headers }) }, resolve)
      .once('error', reject)
      .end(text)
  })
}

interface Answered {
  readonly error?: { code: string; message: string; fix: string }
}

/** Another program may have come under the port. */
function jsonOf(text: string, origin: string): Answered {
  try {
    return JSON.parse(text) as Answered
  } catch {
    throw new CodedError('ERR_NOT_RUNNING', `what answers at ${origin} is no mock`, {
      fix: 'Give the tests the controlUrl of the mock: start prints it; mock.controlUrl has it.',
    })
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
