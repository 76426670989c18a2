import { CodedError } from './coded-error.js'

/** What runs this code and says that it is Node, although it is not. */
export interface ForeignRuntime {
  readonly name: 'Bun' | 'Deno'
  readonly version: string
}

/** The runtime, where it is not Node itself. */
export function foreignRuntime(versions: Readonly<Record<string, string | undefined>> = process.versions) {
  for (const name of ['Bun', 'Deno'] as const) {
    const version = versions[name.toLowerCase()]
    if (version !== undefined || name in globalThis) return { name, version: version ?? '' } satisfies ForeignRuntime
  }
  return undefined
}

/**
 * Refuses to go on where TLS is not Node's. Bun's refuses every good certificate without a word, and Deno's lets a revoked one
 * in: a mock must never be kinder than production, nor silent.
 *
 * @param what the subject of the message
 * @param instead what somebody who uses that runtime can do
 * @throws CodedError `ERR_UNSUPPORTED_RUNTIME`
 */
export function requireNode(
  what: string,
  instead: string,
  runtime: ForeignRuntime | undefined = foreignRuntime(),
): void {
  if (runtime === undefined) return
  const { name, version } = runtime
  throw new CodedError(
    'ERR_UNSUPPORTED_RUNTIME',
    `${what} needs Node, and this is ${`${name} ${version}`.trim()}, whose TLS does not behave like Node's`,
    { fix: instead },
  )
}

/** For whatever serves or examines TLS. */
export const startWithNode =
  'Start it with Node 20.19 or newer. A backend in Bun or Deno calls the mock in a process of its own; docs/runtimes.md says how.'
