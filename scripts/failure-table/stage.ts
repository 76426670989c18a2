import { createPrivateKey } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type BadServerCertificate, createAuthority } from '../../ca/index.js'
import { operation } from '../../contracts/index.js'
import { type MockServer, startMockServer } from '../../mock-server/index.js'
import { faultHeader } from '../../mock-server/partner-side/faults/named-faults.js'
import type { Cause, Failure } from './failures.js'

/** One call that is to fail, for any client. Certificates are paths of PEM files; the key is PKCS#8. */
export interface Attempt {
  readonly id: string
  readonly url: string
  readonly ca: string
  readonly cert?: string
  readonly key?: string
  readonly headers: Readonly<Record<string, string>>
  /** Milliseconds. */
  readonly timeout: number
}

/** Where every failure can be met. */
export interface Stage {
  /** The authority of the mock, as a file. */
  readonly ca: string
  attempts(failures: readonly Failure[]): Promise<Attempt[]>
  close(): Promise<void>
}

/** How long the clients of the page wait, in milliseconds. */
export const patience = 1_000

/** Mocks in this process, and files in `folder`. The operation called changes nothing. Clients wait for `timeout` milliseconds. */
export async function setStage(folder: string, timeout: number): Promise<Stage> {
  const mock = await startMockServer({ controlPort: false, journalSize: 0 })
  const badServers = new Map<BadServerCertificate, Promise<MockServer>>()
  const { path } = operation('promotion.getKey')
  const nobody = freePort()
  const keys = new Map<string, string>()
  let files = 0

  async function file(content: string): Promise<string> {
    const name = join(folder, `${++files}.pem`)
    await writeFile(name, content, { mode: 0o600 })
    return name
  }

  function keyFile(key: string): Promise<string> {
    const pkcs8 = keys.get(key) ?? createPrivateKey(key).export({ type: 'pkcs8', format: 'pem' }).toString()
    keys.set(key, pkcs8)
    return file(pkcs8)
  }

  const pair = async ({ cert, key }: { cert: string; key: string }) => ({
    cert: await file(cert),
    key: await keyFile(key),
  })
  const ca = await file(mock.clientTls.ca)
  const good = await pair(mock.clientTls)

  /** With its own authority: nobody notices anything but what is wrong. */
  async function badServer(bad: BadServerCertificate) {
    const started =
      badServers.get(bad) ?? startMockServer({ controlPort: false, journalSize: 0, serverCertificate: bad })
    badServers.set(bad, started)
    const { baseUrl, clientTls } = await started
    return { base: baseUrl, ca: await file(clientTls.ca), ...(await pair(clientTls)) }
  }

  async function circumstances(cause: Cause): Promise<Partial<Attempt> & { base?: string }> {
    switch (cause.kind) {
      case 'no-certificate':
        return { ca }
      case 'bad-certificate':
        return { ca, ...(await pair(await mock.toss.certificates.bad(cause.bad))) }
      case 'revoked-certificate': {
        const { serialNumber, ...issued } = await mock.toss.certificates.issue()
        await mock.toss.certificates.revoke(serialNumber)
        return { ca, ...(await pair(issued)) }
      }
      case 'refused-by-fault': {
        const certificate = await mock.issueCertificate('refused')
        await mock.tossSide('refused').faults.add({ fault: { kind: 'refuse-handshake' } })
        return { ca, ...(await pair(certificate)) }
      }
      case 'bad-server-certificate':
        return badServer(cause.bad)
      case 'untrusted-authority':
        return { ...good, ca: await file((await createAuthority({ name: 'another authority' })).cert) }
      case 'plain-http':
        return { ...good, ca, base: mock.baseUrl.replace('https:', 'http:') }
      case 'nobody-listens':
        return { ...good, ca, base: `https://127.0.0.1:${await nobody}` }
      case 'fault':
        return { ...good, ca, headers: { [faultHeader]: cause.header } }
    }
  }

  return {
    ca,
    attempts: (failures) =>
      Promise.all(
        failures.map(async ({ id, cause }) => {
          const { base = mock.baseUrl, headers = {}, ...tls } = await circumstances(cause)
          return { id, url: `${base}${path}`, headers, timeout, ...tls } as Attempt
        }),
      ),
    async close() {
      await Promise.all([mock, ...badServers.values()].map(async (each) => (await each).close()))
    },
  }
}

/** A port on which nobody listens any more. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
