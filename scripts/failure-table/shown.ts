import type { Shown } from './clients.js'

/** What a client shows, as Markdown. Nothing in it differs from one run to the next. */
export interface ShownText {
  /** What to search for: `ERR_NETWORK`, `HTTP 200`. */
  readonly short: string
  readonly long: string
}

/**
 * What a client may show of the same event: a connection that is closed while it writes its request is sometimes seen when it
 * reads, sometimes when it writes, sometimes as a reset. Which of them it is changes from run to run.
 */
const sameEvents: Readonly<Record<string, readonly string[]>> = {
  ...both(['axios, http adapter', 'node:https'], ['`ECONNRESET` socket hang up', '`ECONNRESET` read ECONNRESET']),
  undici: ['`UND_ERR_SOCKET` other side closed', '`ECONNRESET` read ECONNRESET'],
  'axios, fetch adapter': [
    '`ERR_NETWORK` Network Error (cause: `UND_ERR_SOCKET` other side closed)',
    '`ERR_NETWORK` Network Error (cause: `ECONNRESET` read ECONNRESET)',
  ],
  fetch: [
    '`TypeError` fetch failed (cause: `UND_ERR_SOCKET` other side closed)',
    '`TypeError` fetch failed (cause: `ECONNRESET` read ECONNRESET)',
  ],
  curl: ['`exit code 52` Empty reply from server', '`exit code 56` Recv failure: Connection reset by peer'],
  'Python http.client': [
    '`http.client.RemoteDisconnected` Remote end closed connection without response',
    '`ConnectionResetError` [Errno 104] Connection reset by peer',
  ],
  'Java HttpClient': [
    '`IOException` HTTP/1.1 header parser received no bytes',
    '`IOException` Connection reset',
    '`SocketException` Connection reset',
  ],
}

function both(clients: readonly string[], texts: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(clients.map((client) => [client, texts]))
}

/** What a client shows, as Markdown. */
export function inMarkdown(client: string, shown: Shown): ShownText {
  const { error, status, body, note } = shown
  if (note !== undefined) return { short: 'none', long: note }
  if (error === undefined) return answer(status as number, body)
  const cause = error.cause === undefined ? '' : (error.cause.code ?? error.cause.name ?? '')
  const isNews = cause !== '' && cause !== error.code && cause !== error.name
  const held = status === undefined ? '' : '; `error.response` holds the answer'
  const own = `${text(error)}${isNews ? ` (cause: ${text(error.cause as NonNullable<Shown['error']>)})` : ''}${held}`
  const same = sameEvents[client] ?? []
  const isSame = same.includes(own)
  // What is searched for: fetch gives every failure the same name, and says little more.
  const short = error.name === 'TypeError' ? error.message : /^`(.*?)`/.exec(isSame ? (same[0] as string) : own)?.[1]
  return { short: short as string, long: isSame ? same.join(', or ') : own }
}

function text({ name, code, message }: NonNullable<Shown['error']>): string {
  const said = clean(message)
  return `\`${code ?? name ?? 'Error'}\`${said === '' ? '' : ` ${said}`}`
}

function answer(status: number, body: unknown): ShownText {
  const short = `HTTP ${status}`
  if (typeof body === 'string') return { short, long: `no error: ${short}, and the body as text` }
  const { resultType, error } = body as { resultType?: string; error?: { errorCode?: string } | null }
  const code = error?.errorCode === undefined ? '' : `, errorCode ${error.errorCode}`
  return { short, long: `no error: ${short}, \`resultType\` ${resultType}${code}` }
}

/** Without ports, paths, addresses of memory, source lines and counts of what came. */
function clean(message: string): string {
  return message
    .replace(/[0-9A-F]+:error:[0-9A-F]+:[^:]*:[^:]*:([^:]+):\S+?:\d+:(?:SSL alert number (\d+))?/g, '$1 (alert $2)')
    .replace(/OpenSSL\/\S+: /g, '')
    .replace(/\s*\n[\s\S]*$/, '')
    .replace(/ \(alert \)/, '')
    .replace(/^null$/, '')
    .replace(/</g, '&lt;')
    .replace(/ \(_ssl\.c:\d+\)/g, '')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replace(/(port )\d+/g, '$1PORT')
    .replace(/(after )\d+( ms| milliseconds)/g, '$1…$2')
    .replace(/\d+( bytes received| out of \d+ bytes)/g, '…$1')
    .replace(/(?:\/[\w.-]+)+\.(pem|crt|key)/g, 'FILE')
    .replace(/serial [0-9A-F]+/g, 'serial …')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'DATE')
    .replace(/\|/g, '\\|')
    .trim()
}
