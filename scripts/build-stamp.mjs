// What a build was made of and what came out of it, so that one that is there already is not made again.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const { include } = JSON.parse(readFileSync(join(root, 'tsconfig.build.json'), 'utf8'))
const sources = [
  ...include,
  'console',
  'scripts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
]

/** What `npm run typecheck` makes has only types in it. */
const madeTypes = join(root, 'console/api/things.ts')

/** It is in the folder that it speaks of, and not in the package. */
const stampFile = '.stamp'

/** Whether the folder is what these sources make, to the byte. */
export function isUpToDate(dist, from = root) {
  const file = join(dist, stampFile)
  return existsSync(file) && readFileSync(file, 'utf8') === stampOf(dist, from)
}

export function stamp(dist, from = root) {
  writeFileSync(join(dist, stampFile), stampOf(dist, from))
}

function stampOf(dist, from) {
  return `${hashOf(sources.map((name) => join(from, name)))} ${hashOf([dist])} ${process.version}\n`
}

function hashOf(places) {
  const hash = createHash('sha256')
  for (const place of places) {
    for (const file of filesIn(place)) {
      const content = readFileSync(file)
      hash.update(`${file.slice(place.length)} ${content.length}\n`).update(content)
    }
  }
  return hash.digest('hex')
}

function filesIn(place) {
  const entries = existsSync(place) ? entriesOf(place) : []
  return entries.flatMap((entry) => {
    if (entry === '') return place === madeTypes ? [] : [place]
    return entry === 'node_modules' || entry === stampFile ? [] : filesIn(join(place, entry))
  })
}

/** Its names in order; one empty name for a file. */
function entriesOf(place) {
  try {
    return readdirSync(place).sort()
  } catch (error) {
    if (error.code !== 'ENOTDIR') throw error
    return ['']
  }
}
