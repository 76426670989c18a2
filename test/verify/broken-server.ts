import type { IncomingMessage, ServerResponse } from 'node:http'
import { Agent, createServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { basePath } from '../../contracts/index.js'
import type { MockServer } from '../../mock-server/index.js'

/** An answer on its way back. `json` is its body; a breakage may change every part of it. */
export interface PassingAnswer {
  status: number
  contentType: string
  // biome-ignore lint/suspicious/noExplicitAny: whatever the mock answered
  json: any
  /** Sent in place of `json` where it is set. */
  text?: string
  /** The connection is closed, and nothing is sent. */
  close?: boolean
}

/** A request on its way there. */
export interface PassingRequest {
  readonly method: string
  /** Below the base path of the API: `/pay/make-payment`. */
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** How a server is broken. */
export interface Breakages {
  /** Asks for a client certificate, and lets those without one in. */
  readonly acceptsNoCertificate?: boolean
  readonly acceptsTls11?: boolean
  /** Changes answers. */
  readonly answers?: readonly ((answer: PassingAnswer, request: PassingRequest) => void)[]
}

/** A server that stands in front of a mock and breaks its answers. */
export interface BrokenServer extends AsyncDisposable {
  readonly baseUrl: string
}

/**
 * Starts one. It terminates TLS with the mock's certificates, and calls the mock with a certificate of the same mini-app.
 */
export async function startBrokenServer(mock: MockServer, breakages: Breakages): Promise<BrokenServer> {
  const { acceptsNoCertificate = false, acceptsTls11 = false, answers = [] } = breakages
  const failures: unknown[] = []
  const agents = new Map<string, Promise<Agent>>()
  const agentOf = (miniApp: string): Promise<Agent> => {
    let agent = agents.get(miniApp)
    if (agent === undefined) {
      agent = mock.issueCertificate(miniApp).then((tls) => new Agent({ keepAlive: true, ...tls }))
      agents.set(miniApp, agent)
    }
    return agent
  }

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await textOf(incoming)
    const { CN = mock.appName } = (incoming.socket as TLSSocket).getPeerCertificate()?.subject ?? {}
    const { method = '', url = '', headers } = incoming
    const agent = await agentOf(String(CN))
    const passed = await forward(`${mock.baseUrl}${url}`, { method, headers, body, agent })
    const answer: PassingAnswer = { ...passed, json: JSON.parse(passed.text) }
    delete answer.text
    for (const change of answers) change(answer, { method, path: url.replace(basePath, ''), headers, body })
    if (answer.close === true) {
      outgoing.destroy()
      return
    }
    outgoing.writeHead(answer.status, { 'content-type': answer.contentType })
    outgoing.end(answer.text ?? JSON.stringify(answer.json))
  }

  const { key, cert } = mock.certificates.server
  const server = createServer(
    {
      key,
      cert,
      ca: mock.clientTls.ca,
      requestCert: true,
      rejectUnauthorized: !acceptsNoCertificate,
      ...(acceptsTls11 && { minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' }),
    },
    (incoming, outgoing) =>
      void serve(incoming, outgoing).catch((error: unknown) => {
        failures.push(error)
        outgoing.destroy()
      }),
  )
  server.on('secureConnection', (socket: TLSSocket) => {
    const isForeign = socket.getPeerCertificate()?.subject !== undefined && !socket.authorized
    if (isForeign) socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    baseUrl: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      for (const agent of agents.values()) (await agent).destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      // A breakage that fails by itself would look like a finding.
      if (failures.length > 0) throw failures[0]
    },
  }
}

interface Forwarded {
  readonly method: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
  readonly agent: Agent
}

function forward(url: string, { method, headers, body, agent }: Forwarded) {
  return new Promise<{ status: number; contentType: string; text: string }>((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent, servername: '' }, async (incoming) => {
      const { statusCode = 0, headers: answered } = incoming
      const text = await textOf(incoming).catch((error) => {
        reject(error)
        return ''
      })
      resolve({ status: statusCode, contentType: answered['content-type'] ?? '', text })
    })
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}

async function textOf(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
