import type { CertificateChange } from '../ca/index.js'
import type { ReachableMock } from './copy-paste.js'

/** What a start tells whoever waits for it. JSON holds it, so that a process in the background can hand it on. */
export interface Started {
  readonly info: ReachableMock
  readonly dir: string
  readonly stateFile?: string | undefined
  /** What this start wrote into the folder. */
  readonly changes: readonly CertificateChange[]
  readonly warnings: readonly string[]
  readonly json: boolean
  readonly hosts: boolean
  /** Where the page is opened that has the Toss app around it; undefined where none was named. */
  readonly phoneUrl?: string | undefined
  /** The file that its output goes to; undefined in the foreground. */
  readonly log?: string | undefined
}

/** Prints how to reach the mock: one line of JSON, or what a person reads. */
export async function printStarted(started: Started): Promise<void> {
  const { info, json, hosts, phoneUrl } = started
  if (json)
    process.stdout.write(`${JSON.stringify({ ...inOrder(info), ...(phoneUrl !== undefined && { phoneUrl }) })}\n`)
  else process.stdout.write(await forPeople(started))
  if (hosts) await adviseOnHosts(info, json ? process.stderr : process.stdout)
}

/** The keys of `--json`, always in the same order. */
function inOrder(info: ReachableMock): ReachableMock {
  const { baseUrl, payBaseUrl, controlUrl, appName, cert, key, ca, pkcs12, pkcs12Password } = info
  const { decryptionKey, aad, proxyUrl, pid } = info
  return {
    baseUrl,
    payBaseUrl,
    controlUrl,
    appName,
    cert,
    key,
    ca,
    ...(pkcs12 !== undefined && { pkcs12 }),
    ...(pkcs12Password !== undefined && { pkcs12Password }),
    decryptionKey,
    aad,
    ...(proxyUrl !== undefined && { proxyUrl }),
    pid,
  }
}

async function adviseOnHosts(info: ReachableMock, stream: NodeJS.WriteStream): Promise<void> {
  const [{ hostsAdvice }, { hostsInWords }, { columnsOf, painter }] = await Promise.all([
    import('./hosts/hosts-mode.js'),
    import('./hosts/hosts-words.js'),
    import('./terminal.js'),
  ])
  const advice = hostsAdvice(Number(new URL(info.baseUrl).port || 443))
  stream.write(hostsInWords(advice, { paint: painter(stream), columns: columnsOf(stream) }))
}

async function forPeople(started: Started): Promise<string> {
  const [{ banner }, { callAgain }, { version }, { columnsOf, painter }] = await Promise.all([
    import('./banner.js'),
    import('./call-again.js'),
    import('./version.js'),
    import('./terminal.js'),
  ])
  return banner(
    { ...started, version: version(), command: callAgain(process.argv[1] ?? '') },
    { paint: painter(process.stdout), columns: columnsOf(process.stdout) },
  )
}
