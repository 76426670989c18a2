import { fetchJson } from '../../client/bounded-body.js'

/** An answer of the control API; its body is what the route describes. */
export interface ControlAnswer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: each route has its own shape, described by the server
  readonly body: any
}

/** Calls of the control API below one path. */
export interface ControlApi {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  get(path: string): Promise<any>
  // biome-ignore lint/suspicious/noExplicitAny: as above
  post(path: string, body?: object): Promise<any>
  // biome-ignore lint/suspicious/noExplicitAny: as above
  patch(path: string, body: object): Promise<any>
  // biome-ignore lint/suspicious/noExplicitAny: as above
  put(path: string, body: object): Promise<any>
  /** Gives back the status instead of throwing. */
  attempt(method: string, path: string, body?: object): Promise<ControlAnswer>
  /** The same API below `path`. */
  below(path: string): ControlApi
}

/** The control API at an address. Every method but `attempt` throws for any status but 2xx. */
export function controlApi(base: string): ControlApi {
  async function attempt(method: string, path: string, body?: object): Promise<ControlAnswer> {
    try {
      return await fetchJson(`${base}${path}`, { method, body, timeout: 30_000, bound: 64 * 1024 * 1024 })
    } catch (error) {
      throw new Error(`${method} ${path} of the control API: ${(error as Error).message}`, { cause: error })
    }
  }
  async function call(method: string, path: string, body?: object) {
    const { status, body: answer } = await attempt(method, path, body)
    if (status >= 200 && status <= 299) return answer
    throw new Error(`${method} ${path} of the control API: ${answer?.error?.message ?? `HTTP ${status}`}`)
  }
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    patch: (path, body) => call('PATCH', path, body),
    put: (path, body) => call('PUT', path, body),
    attempt,
    below: (path) => controlApi(`${base}${path}`),
  }
}
