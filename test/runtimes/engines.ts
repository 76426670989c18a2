import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const modules = at('./engines/node_modules')

/** The npm packages of the runtimes, pinned. */
export const pinned: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(
    (createRequire(import.meta.url)('./engines/package.json') as { dependencies: Record<string, string> }).dependencies,
  ).map(([name, version]) => [name, version.replace(/^.*@/, '')]),
)

/**
 * Whether the runtimes are there: `npm run runtimes` installs them, since they are half a gigabyte. Without them their tests are
 * reported as skipped; with `TEST_TOOLS=runtimes` (the project's own CI) they count as there, so that missing ones fail.
 */
export const hasEngines =
  process.env.TEST_TOOLS?.split(',').includes('runtimes') === true || existsSync(`${modules}/.package-lock.json`)

/** How each runtime starts a program. */
export const engines = {
  node20: [`${modules}/node20/bin/node`],
  node22: [`${modules}/node22/bin/node`],
  node24: [`${modules}/node24/bin/node`],
  bun: [`${modules}/@oven/bun-linux-x64/bin/bun`],
  deno: [`${modules}/@deno/linux-x64-glibc/deno`, 'run', '--no-prompt', '--allow-all'],
} as const satisfies Record<string, readonly string[]>

/** The name of a runtime, with its version. */
export function named(engine: keyof typeof engines): string {
  const name = { bun: 'Bun', deno: 'Deno', node20: 'Node', node22: 'Node', node24: 'Node' }[engine]
  return `${name} ${pinned[engine]}`
}

/** A program of the matrix. */
export const program = (name: string) => at(`./programs/${name}`)
