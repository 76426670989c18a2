import type { Started } from './banner.js'
import type { ReachableMock } from './copy-paste.js'

/** Prints how to reach the mock: one line of JSON, or what a person reads. */
export async function printStarted(started: Started): Promise<void> {
  const { info, json, hosts, phoneUrl } = started
  process.stdout.write(json ? `${JSON.stringify({ ...info, phoneUrl }, [...keys])}\n` : await forPeople(started))
  if (hosts) await adviseOnHosts(info, json ? process.stderr : process.stdout)
}

/** The keys of `--json`, in their order. */
const keys: readonly (keyof ReachableMock | 'phoneUrl')[] = [
  ...(['baseUrl', 'payBaseUrl', 'controlUrl', 'appName', 'cert', 'key', 'ca', 'pkcs12', 'pkcs12Password'] as const),
  ...(['decryptionKey', 'aad', 'proxyUrl', 'pid', 'phoneUrl'] as const),
]

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
