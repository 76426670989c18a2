import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Who may import whom; `docs/decisions/0001-rooms.md`. */
const arrows: Record<string, readonly string[]> = {
  errors: [],
  korean: [],
  files: ['errors'],
  contracts: ['errors'],
  ca: ['files', 'errors'],
  client: ['contracts', 'errors'],
  'mock-server': ['contracts', 'ca', 'files', 'errors', 'korean'],
  'mini-app': ['mock-server', 'contracts', 'files', 'errors'],
  console: ['korean'],
  verify: ['contracts', 'client', 'ca', 'errors'],
  testing: ['contracts', 'client', 'ca', 'mini-app', 'mock-server', 'errors'],
  traffic: ['contracts', 'files', 'errors'],
  redirect: ['contracts', 'files', 'errors'],
  cli: [
    'contracts',
    'ca',
    'files',
    'client',
    'mock-server',
    'mini-app',
    'errors',
    'verify',
    'testing',
    'traffic',
    'redirect',
    'korean',
  ],
}
const rooms = Object.keys(arrows)

/** The wings of `mock-server/`, the lowest first: each may import those before it, types included. */
const wings = ['record', 'world', 'partner-side', 'toss-side', 'seed', 'control', 'start', 'index.ts']

function sourcesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return sourcesIn(path)
    return /\.tsx?$/.test(path) ? [path] : []
  })
}

/** What a file imports of ours, types included, as paths from the root. */
function importsOf(file: string): string[] {
  const specifiers = [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)]
  return specifiers.map(([, specifier]) => relative(root, join(dirname(file), specifier as string)))
}

const roomOf = (path: string) => path.split(sep)[0] as string
const wingOf = (path: string) => path.split(sep)[1] as string

test.each(rooms)('%s imports only the rooms that its arrows point to', (room) => {
  const files = sourcesIn(join(root, room))
  expect(files.length).toBeGreaterThan(0)
  const allowed = [room, ...(arrows[room] as string[])]
  const strays = files.flatMap((file) =>
    importsOf(file)
      .map(roomOf)
      .filter((imported) => !allowed.includes(imported))
      .map((imported) => `${relative(root, file)} imports ${imported}`),
  )
  expect(strays).toEqual([])
})

test('the picture in docs/architecture.md has these arrows and no others', () => {
  const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8')
  const drawn = [...page.matchAll(/^ {2}([\w-]+) --> ([\w-]+)$/gm)].map(([, from, to]) => `${from} → ${to}`)
  const meant = rooms.flatMap((from) => (arrows[from] ?? []).map((to) => `${from} → ${to}`))
  expect(drawn.sort()).toEqual(meant.filter((arrow) => !arrow.endsWith('→ errors')).sort())
})

test('the arrows make no circle', () => {
  const order: string[] = []
  for (let left = [...rooms]; left.length > 0; ) {
    const free = left.filter((room) => arrows[room]?.every((target) => order.includes(target)))
    expect(free, `a circle among ${left.join(', ')}`).not.toEqual([])
    order.push(...free)
    left = left.filter((room) => !free.includes(room))
  }
  expect(order).toHaveLength(rooms.length)
})

test('mock-server/ has these wings, and no import goes up', () => {
  expect(readdirSync(join(root, 'mock-server')).sort()).toEqual([...wings].sort())
  const upwards = sourcesIn(join(root, 'mock-server')).flatMap((file) =>
    importsOf(file)
      .filter((imported) => roomOf(imported) === 'mock-server')
      .filter((imported) => wings.indexOf(wingOf(imported)) > wings.indexOf(wingOf(relative(root, file))))
      .map((imported) => `${relative(root, file)} imports ${imported}`),
  )
  expect(upwards).toEqual([])
})

test('docs/architecture.md shows the wings in this order', () => {
  const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8')
  const [, picture] = page.match(/^ {2}(start --> .*)$/m) as RegExpMatchArray
  expect((picture as string).split(' --> ').reverse()).toEqual(wings.filter((wing) => !wing.endsWith('.ts')))
})

test('no files import each other in a circle, types included', () => {
  const files = rooms.flatMap((room) => sourcesIn(join(root, room)))
  const left = new Map(
    files.map((file) => [relative(root, file), importsOf(file).map((imported) => imported.replace(/\.js$/, '.ts'))]),
  )
  for (let before = 0; before !== left.size; ) {
    before = left.size
    for (const [file, imported] of left) if (!imported.some((path) => left.has(path))) left.delete(file)
  }
  expect([...left.keys()], 'in a circle, or above one').toEqual([])
})

test('no file has a name that says nothing', () => {
  const files = rooms.flatMap((room) => sourcesIn(join(root, room)))
  expect(files.filter((file) => /\/(utils?|helpers?|common|types)\.ts$/.test(file))).toEqual([])
})
