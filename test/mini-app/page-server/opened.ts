import { createServer, type IncomingMessage, type RequestListener, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'vitest'
import { type PageServer, startPageServer } from '../../../mini-app/page-server/page-server.js'
import type { PageSource } from '../../../mini-app/page-server/page-source.js'
import type { TossAppSource } from '../../../mini-app/toss-app-source.js'
import { createLog } from '../../../mock-server/record/log.js'

export { phoneTag as tag } from '../../../mini-app/inject.js'

/** A Toss app that nobody calls. */
const unasked = async () => expect.fail('nobody calls the Toss app here')
const source: TossAppSource = {
  constants: async () => ({ constants: {}, methods: [] }),
  call: unasked,
  subscribe: () => expect.fail('nobody subscribes here'),
  prompts: unasked,
  watch: () => expect.fail('nobody watches here'),
  answer: unasked,
}

/** What the test at hand has opened, and what is closed after it. */
export const opened: { close(): Promise<void> }[] = []
export async function closeOpened(): Promise<void> {
  for (const each of opened.splice(0).reverse()) await each.close()
}

/** A phone before a server that answers so; both are closed after the test. */
export async function phoneBefore(listener: RequestListener, options?: Parameters<typeof openPhone>[1]) {
  const site = await serve(listener)
  opened.push(site)
  const phone = await openPhone({ url: site.url }, options)
  opened.push(phone)
  return { ...phone, site }
}

/** A phone before a page. Its warnings are kept. */
export async function openPhone(
  target: PageSource,
  { allowedHosts = [] }: { readonly allowedHosts?: readonly string[] } = {},
): Promise<PageServer & { readonly port: number; readonly warnings: string[] }> {
  const warnings: string[] = []
  const log = createLog({
    level: 'warn',
    format: 'json',
    stream: { write: (line) => warnings.push(JSON.parse(line).msg) },
  })
  const phone = await startPageServer({
    target,
    source,
    port: 0,
    host: '127.0.0.1',
    allowedHosts,
    log,
  })
  return { ...phone, port: Number(new URL(phone.url).port), warnings }
}

/** A server of pages on a free port. */
export async function serve(listener: RequestListener): Promise<{ server: Server; url: URL; close(): Promise<void> }> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return {
    server,
    url,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** One request with exactly this path and these headers; `fetch` would change both. */
export function ask(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number; headers: IncomingMessage['headers']; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (answered) => {
      const chunks: Buffer[] = []
      answered.on('data', (chunk: Buffer) => chunks.push(chunk))
      answered.once('error', reject)
      answered.once('end', () =>
        resolve({
          status: answered.statusCode ?? 0,
          headers: answered.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      )
    })
    sent.once('error', reject)
    sent.end(body)
  })
}
