/** A request to the partner, ready to be sent. */
export interface CallbackRequestMessage {
  readonly method: 'GET' | 'POST' | 'OPTIONS'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** JSON; null for a GET. */
  readonly body: unknown
}

/** How the partner answered, or why there is no answer. */
export interface Attempt {
  /** Null where no answer came. */
  readonly status: number | null
  /** The beginning of the answer's body. */
  readonly body: string
  readonly milliseconds: number
  /** Of the answer, by names in lower case; absent where none came. */
  readonly headers?: Readonly<Record<string, string>>
  /** In words; absent where an answer came. */
  readonly error?: string
}

/** Characters of the partner's answer that are read and kept. */
const bodyBound = 4_096

/**
 * Sends one request, follows no redirect, and reads at most the beginning of the answer. Never throws: a partner that is
 * down, slow or talks nonsense is an outcome.
 *
 * @param options.timeout - milliseconds for everything together
 * @param options.signal - ends it early; its reason is told as the error
 */
export async function attempt(
  message: CallbackRequestMessage,
  { timeout, signal }: { timeout: number; signal: AbortSignal },
): Promise<Attempt> {
  const { Agent, request } = await import('undici')
  const started = performance.now()
  // A connection of its own: nothing is left open at the partner when the mock ends.
  const dispatcher = new Agent({ pipelining: 0, connect: { timeout }, maxHeaderSize: 16_384 })
  const timer = new AbortController()
  const clock = setTimeout(() => timer.abort(), timeout)
  const ending = AbortSignal.any([timer.signal, signal])
  let status: number | null = null
  let headers: Record<string, string> | undefined
  const outcome = (rest: Pick<Attempt, 'body'> & Partial<Attempt>): Attempt => ({
    status,
    milliseconds: Math.round((performance.now() - started) * 100) / 100,
    ...(headers && { headers }),
    ...rest,
  })
  try {
    const response = await request(message.url, {
      method: message.method,
      headers: message.headers,
      body: message.body === null ? null : JSON.stringify(message.body),
      dispatcher,
      signal: ending,
    })
    status = response.statusCode
    headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]))
    return outcome({ body: await beginningOf(response.body) })
  } catch (error) {
    // The status has come: that is the answer, whatever becomes of the rest.
    if (status !== null) return outcome({ body: '' })
    if (timer.signal.aborted) return outcome({ body: '', error: `no answer came within ${timeout} ms` })
    if (signal.aborted) return outcome({ body: '', error: String(signal.reason) })
    return outcome({ body: '', error: inWords(error, message.url) })
  } finally {
    clearTimeout(clock)
    dispatcher.destroy().catch(() => {})
  }
}

async function beginningOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    length += chunk.length
    if (length >= bodyBound) break
  }
  return Buffer.concat(chunks).subarray(0, bodyBound).toString('utf8')
}

function inWords(error: unknown, url: string): string {
  const { host, hostname } = new URL(url)
  const { name, code = '', message = String(error) } = error as NodeJS.ErrnoException
  switch (code) {
    case 'ECONNREFUSED':
      return `nothing listens on ${host}`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the host name ${hostname} cannot be found`
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return `${host} closed the connection before it answered`
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return `no connection to ${host} was made in time`
  }
  if (name === 'HTTPParserError') return `what ${host} answered is not HTTP (${message})`
  if (/CERT|SIGNATURE|ALTNAME/.test(code)) {
    return `the certificate of ${host} is not trusted (${code}); set NODE_EXTRA_CA_CERTS for the mock, or use http`
  }
  return code === '' ? message : `${message} (${code})`
}
