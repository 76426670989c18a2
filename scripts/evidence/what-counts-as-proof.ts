import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Recording, readShown, type Shown } from '../../test/evidence/shown.js'
import type { Driven } from './current.js'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Where tests are that may count as proof. What else there is drives the mock only by the way. */
export const recordedFolders = [
  'test/clients',
  'test/mock-server',
  'test/conformance/conformance.long.test.ts',
] as const

/** How many tests of each kind are named at most: those nearest to the operation. */
const namedTests = 3

/** Whether a test drives the same in every run; what random cases drive is not proof. */
export function isRepeatable(test: string): boolean {
  const text = readFileSync(join(root, test), 'utf8')
  const helpers = [...text.matchAll(/from '(\.{1,2}\/[^']*)\.js'/g)].map(([, path = '']) =>
    join(dirname(test), `${path}.ts`),
  )
  const isRandom = (file: string) => readFileSync(join(root, file), 'utf8').includes("from 'fast-check'")
  return ![test, ...helpers.filter((file) => file.startsWith('test/'))].some(isRandom)
}

/** Reads what each test file was seen to drive. */
export function readRecordings(folder: string): Recording[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return files
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Recording)
    .filter(({ file }) => isRepeatable(file))
    .sort((a, b) => (a.file < b.file ? -1 : 1))
}

/** Chooses of all recordings the tests that are named as proof. */
export function drivenBy(recordings: readonly Recording[]): Driven {
  const found = recordings.flatMap(({ file, shown }) => shown.map((text) => ({ file, ...readShown(text) })))
  const driven: Record<string, Record<string, Driven[string][string]>> = {}
  for (const { of, outcome } of found) {
    driven[of] ??= {}
    driven[of][outcome] ??= rowOf(found.filter((one) => one.of === of && one.outcome === outcome))
  }
  return driven
}

function rowOf(found: readonly (Shown & { readonly file: string })[]): Driven[string][string] {
  const of = (how: Shown['how']) => {
    const files = [...new Set(found.filter((one) => one.how === how).map(({ file }) => file))]
    return files.sort((a, b) => nearness(a, found[0] as Shown) - nearness(b, found[0] as Shown)).slice(0, namedTests)
  }
  const named = found.flatMap(({ client, file }) => (client === undefined ? [] : [{ client, file }]))
  const drivers = (file: string) => new Set(named.filter((one) => one.file === file).map(({ client }) => client))
  const clients = [...new Set(named.map(({ file }) => file))].map((file) => [file, [...drivers(file)].sort()] as const)
  return { socketTests: { world: of('world').sort(), asked: of('asked').sort() }, clients: Object.fromEntries(clients) }
}

/** Tests of the operation's own folder come first, those that go over every operation next. */
function nearness(file: string, { of }: Shown): number {
  const [group = ''] = of.split('.')
  const folder = group === 'anonymousKey' ? 'anonymous-key' : group
  if (file.includes(`/${folder}/`)) return 0
  return file.startsWith('test/clients/') || file.startsWith('test/conformance/') ? 1 : 2
}
