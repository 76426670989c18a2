// The packages of others that are in our bundles, with version and licence: whoever passes the bundles on passes these on.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const modules = join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules')

/** The names of the packages in a bundle. */
export function packagesIn(metafile) {
  const names = Object.keys(metafile.inputs).flatMap(
    (path) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/.exec(path)?.[1] ?? [],
  )
  return [...new Set(names)]
}

/** One paragraph for each: `name version (licence)`, and its text. */
export function licencesOf(names) {
  return [...names].sort().map(licenceOf).join('\n\n')
}

function licenceOf(name) {
  const folder = join(modules, name)
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((path) => /^licen[sc]e(\.\w+)?$/i.test(path))
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
}
