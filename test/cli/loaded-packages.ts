import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The packages, and rooms of ours, of which a process loaded anything, by what it left in the folder that NODE_V8_COVERAGE named. */
export function loadedPackages(coverage: string): string[] {
  const packages = readdirSync(coverage).flatMap((file) => {
    const { result } = JSON.parse(readFileSync(join(coverage, file), 'utf8')) as { result: { url: string }[] }
    return result.flatMap(({ url }) => /.*\/(?:node_modules|dist)\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? [])
  })
  return [...new Set(packages)]
}
