import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { CodedError } from '../errors/index.js'
import type { AppChanges, AppSettings } from '../mock-server/index.js'
import { openChannel } from '../mock-server/toss-side/app/channel.js'
import type { TossAppSource } from './toss-app-source.js'

/**
 * The Toss app of a mini-app of a mock in another process, over its control port.
 *
 * @param controlUrl - `http://127.0.0.1:8444`
 * @throws CodedError `ERR_INVALID_OPTION` for what is no http address
 * @example
 * ```ts
 * const source = tossAppOverControl('http://127.0.0.1:8444', 'my-mini-app')
 * const { value } = await source.call('A', 'appLogin')
 * ```
 */
export function tossAppOverControl(controlUrl: string, miniApp: string): TossAppSource {
  if (!/^http:\/\/[^/]/.test(controlUrl)) {
    const message = `controlUrl must be the http address of a control port, not ${JSON.stringify(controlUrl)}`
    throw new CodedError('ERR_INVALID_OPTION', message, { fix: 'start prints it; mock.controlUrl has it.' })
  }
  const base = tossAppUrl(controlUrl, miniApp)
  return {
    constants: (protocol) => ask('GET', `${base}/constants?protocol=${protocol}`),
    call: (protocol, name, args = [], id) => ask('POST', `${base}/calls`, { protocol, name, args, id }),
    subscribe: (protocol, name, params) => lines('POST', `${base}/subscriptions`, { protocol, name, params }),
    prompts: async () => (await ask<{ prompts: never[] }>('GET', `${base}/prompts`)).prompts,
    watch: () => lines('GET', `${base}/prompts.jsonl`),
    answer: (id, decision) => ask('POST', `${base}/prompts/${encodeURIComponent(id)}`, decision),
  }
}

/**
 * Changes how that Toss app behaves. No page can: it is not among the calls that a handler hands on.
 *
 * @throws CodedError what `mock.toss.app.set` throws, and `ERR_NOT_RUNNING`
 */
export function changeTossApp(controlUrl: string, miniApp: string, changes: AppChanges): Promise<AppSettings> {
  return ask('PATCH', tossAppUrl(controlUrl, miniApp), changes)
}

function tossAppUrl(controlUrl: string, miniApp: string): string {
  return `${controlUrl.replace(/\/+$/, '')}/mini-apps/${encodeURIComponent(miniApp)}/toss-app`
}

type Method = 'GET' | 'POST' | 'PATCH'

async function ask<Answer>(method: Method, url: string, body?: unknown): Promise<Answer> {
  const { response } = await send(method, url, body)
  return JSON.parse(await textOf(response)) as Answer
}

function lines<Line>(method: Method, url: string, body?: unknown): AsyncIterable<Line> {
  let failure: unknown
  let request: ClientRequest | undefined
  let hasStopped = false
  const channel = openChannel<Line>({
    start(tell, end) {
      const fail = (error: unknown) => {
        failure ??= error
        end()
      }
      send(method, url, body).then((sent) => {
        request = sent.request
        if (hasStopped) return request.destroy()
        let text = ''
        sent.response
          .setEncoding('utf8')
          .on('data', (part: string) => {
            const whole = `${text}${part}`.split('\n')
            text = whole.pop() as string
            try {
              for (const line of whole) tell(JSON.parse(line))
            } catch {
              fail(noMock(sent.response.statusCode))
            }
          })
          .on('error', (cause: Error) => fail(notRunning(url, cause)))
          .on('end', end)
      }, fail)
    },
    stop() {
      hasStopped = true
      request?.destroy()
    },
  })
  return {
    [Symbol.asyncIterator]: () => ({
      async next() {
        const next = await channel.next()
        if (next.done && failure !== undefined) throw failure
        return next
      },
      return: async () => (await channel.return?.()) ?? { done: true, value: undefined },
    }),
  }
}

/** node:http, since fetch gives an answer up that takes its time, and a user may think for longer. */
async function send(
  method: Method,
  url: string,
  body: unknown,
): Promise<{ request: ClientRequest; response: IncomingMessage }> {
  const text = body === undefined ? undefined : JSON.stringify(body)
  const headers =
    text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
  const request = httpRequest(url, { method, headers })
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve).on('error', (cause) => reject(notRunning(url, cause)))
    request.end(text)
  })
  if (response.statusCode !== undefined && response.statusCode < 300) return { request, response }
  throw refusalIn(await textOf(response), response.statusCode)
}

function notRunning(url: string, cause: Error): CodedError {
  return new CodedError('ERR_NOT_RUNNING', `no mock answers at ${new URL(url).origin}: ${cause.message}`, { cause })
}

async function textOf(response: IncomingMessage): Promise<string> {
  response.setEncoding('utf8')
  let text = ''
  for await (const part of response) text += part
  return text
}

/** What the control port refused, as the same error that the mock threw. */
function refusalIn(text: string, status: number | undefined): CodedError {
  try {
    const { code, message, fix } = JSON.parse(text).error
    return new CodedError(code, message, { fix })
  } catch {
    return noMock(status)
  }
}

function noMock(status = 0): CodedError {
  return new CodedError('ERR_NOT_RUNNING', `what answers at the control address is no mock: HTTP ${status}`)
}
