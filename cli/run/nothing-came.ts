import type { ProgramKind } from './program-kind.js'

/** Why programs of a kind go past the mock, and what to change; each is shown by test/runtimes and test/unmodified. */
const byKind: Record<ProgramKind, string> = {
  Bun: 'This is Bun: its fetch honours HTTPS_PROXY, and node:https in Bun does not. Call with fetch and tls: { cert, key, ca }.',
  Deno: 'This is Deno: its fetch honours HTTPS_PROXY, and node:https in Deno does not. Call with fetch and Deno.createHttpClient.',
  Go:
    'This is a Go program: an http.Transport of its own has no proxy. Set Proxy: http.ProxyFromEnvironment in it, as ' +
    'http.DefaultTransport has.',
  JVM: 'This is a JVM: it reads no HTTPS_PROXY. It takes -Dhttps.proxyHost and -Dhttps.proxyPort, and a trust store with ca.crt.',
  Node: 'This is Node: a script that sets NODE_OPTIONS, or clears the environment, drops the redirection.',
  PHP: 'This is PHP: its streams (file_get_contents, fopen) know no HTTPS_PROXY; libcurl, which Guzzle calls by, honours it.',
  Python:
    'This is Python: aiohttp honours HTTPS_PROXY only with trust_env=True; a Session with trust_env = False does not either.',
}

/** What is said where nothing reached the mock. */
export function nothingCame(kind: ProgramKind | undefined, inNamespace: boolean, platform = process.platform): string {
  const begin = 'Nothing reached the mock.'
  if (inNamespace) {
    return `${begin} The command called nothing, or it finds the names without the system: by DNS over HTTPS, or from a list of its own.`
  }
  const why =
    kind === undefined
      ? 'Either the command called nothing, or it went another way: a program that does not honour HTTPS_PROXY, a script ' +
        'that sets NODE_OPTIONS or clears the environment.'
      : `Either the command called nothing, or it went past the mock, to the real host. ${byKind[kind]}`
  const any = platform === 'linux' ? ' Or lead it whatever it is: run --namespace.' : ''
  return `${begin} ${why} Or give it the address: APPS_IN_TOSS_BASE_URL.${any} What is led here: docs/unmodified-code.md.`
}
