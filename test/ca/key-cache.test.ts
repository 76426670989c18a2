import fs, {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openKeyCache } from '../../ca/key-cache.js'
import { emptyFolder, permissions } from './folder.js'

const later = Date.now() + 86_400_000
const keys = (name: string, until = later) => ({
  authority: { cert: `${name} ca.crt`, key: `${name} ca.key` },
  serverKey: `${name} server.key`,
  clientKey: `${name} client.key`,
  certificates: { client: `${name} client.crt` },
  until,
})

/** A folder with a package.json and, by default, a node_modules. */
async function project({ modules = true } = {}) {
  const root = realpathSync(await emptyFolder())
  writeFileSync(join(root, 'package.json'), '{}')
  if (modules) mkdirSync(join(root, 'node_modules'))
  return root
}

const folderOf = (root: string) => join(root, 'node_modules/.cache/apps-in-toss-mock')
const open = (root: string, environment = {}) => openKeyCache(() => root, environment)

/** A project whose keys are kept, and the file that they are in. */
async function kept(until = later) {
  const root = await project()
  open(root)?.keep(keys('first', until))
  const [name = ''] = readdirSync(folderOf(root))
  return { root, file: join(folderOf(root), name) }
}

test('keys are kept for the next process of the project, wherever in it that starts', async () => {
  const { root } = await kept()
  mkdirSync(join(root, 'src/deep'), { recursive: true })
  expect(open(root)?.read()).toEqual(keys('first'))
  expect(open(join(root, 'src/deep'))?.read()).toEqual(keys('first'))
})

test('two projects have nothing in common, in one node_modules neither', async () => {
  const { root } = await kept()
  const inside = join(root, 'packages/inside')
  mkdirSync(inside, { recursive: true })
  writeFileSync(join(inside, 'package.json'), '{}')
  expect(open(inside)?.read()).toBeUndefined()
  open(inside)?.keep(keys('inside'))
  expect(open(inside)?.read()).toEqual(keys('inside'))
  expect(open(root)?.read()).toEqual(keys('first'))
})

test('what was copied or moved to another place is another project', async () => {
  const { root } = await kept()
  const copy = join(await emptyFolder(), 'copy')
  fs.cpSync(root, copy, { recursive: true })
  chmodSync(folderOf(copy), 0o700)
  expect(open(copy)?.read()).toBeUndefined()
  renameSync(root, `${copy}-moved`)
  expect(open(`${copy}-moved`)?.read()).toBeUndefined()
})

test('nobody else can read the file or look into its folder, not for an instant', async () => {
  const made: { path: string; mode: unknown }[] = []
  const { openSync, mkdirSync: mkdir } = fs
  const watched = (of: object) => {
    Object.assign(fs, of)
    syncBuiltinESMExports()
  }
  onTestFinished(() => watched({ openSync, mkdirSync: mkdir }))
  watched({
    openSync(path: string, flags: string | number, mode: number) {
      if (flags === 'wx') made.push({ path, mode })
      return openSync(path, flags, mode)
    },
    mkdirSync(path: string, options?: { mode?: number }) {
      made.push({ path, mode: options?.mode })
      return mkdir(path, options)
    },
  })
  const { root, file } = await kept()
  const inside = made.filter(({ path }) => path.startsWith(folderOf(root)))
  expect(inside.map(({ mode }) => mode)).toEqual([0o700, 0o600])
  expect(permissions(folderOf(root))).toBe('700')
  expect(permissions(file)).toBe('600')
})

test('a file that others can read is not taken, and is replaced', async () => {
  const { root, file } = await kept()
  chmodSync(file, 0o644)
  expect(open(root)?.read()).toBeUndefined()
  open(root)?.keep(keys('second'))
  expect(open(root)?.read()).toEqual(keys('second'))
  expect(permissions(file)).toBe('600')
})

test('nothing is read from or put into a folder that others can look into', async () => {
  const { root, file } = await kept()
  const before = readFileSync(file)
  chmodSync(folderOf(root), 0o755)
  expect(open(root)?.read()).toBeUndefined()
  open(root)?.keep(keys('second'))
  expect(readFileSync(file)).toEqual(before)
  expect(permissions(folderOf(root))).toBe('755')
})

test('nothing is read from or put into the folders of another user', async () => {
  const { root, file } = await kept()
  const before = readFileSync(file)
  const fresh = await project()
  vi.spyOn(process, 'getuid').mockReturnValue(123_456)
  onTestFinished(() => void vi.restoreAllMocks())
  expect(open(root)?.read()).toBeUndefined()
  open(root)?.keep(keys('second'))
  open(fresh)?.keep(keys('second'))
  expect(readFileSync(file)).toEqual(before)
  expect(readdirSync(join(fresh, 'node_modules'))).toEqual([])
})

test('links are not followed', async () => {
  const { root, file } = await kept()
  renameSync(file, join(root, 'elsewhere'))
  symlinkSync(join(root, 'elsewhere'), file)
  expect(open(root)?.read()).toBeUndefined()
  renameSync(folderOf(root), join(root, 'folder'))
  symlinkSync(join(root, 'folder'), folderOf(root))
  open(root)?.keep(keys('second'))
  expect(readdirSync(join(root, 'folder'))).toHaveLength(1)
  expect(readFileSync(join(root, 'elsewhere'), 'utf8')).toContain('first')
})

test.each([
  ['empty', () => ''],
  ['torn', (text: string) => text.slice(0, -20)],
  ['of another length', (text: string) => `${text} `],
  ['changed in a byte', (text: string) => text.replace('first client', 'First client')],
  ['of something else', () => '{}'],
])('a file that is %s is no file, and made anew without a word', async (_what, damage) => {
  const { root, file } = await kept()
  writeFileSync(file, damage(readFileSync(file, 'utf8')))
  expect(open(root)?.read()).toBeUndefined()
  open(root)?.keep(keys('second'))
  expect(open(root)?.read()).toEqual(keys('second'))
})

test('neither are keys of another day', async () => {
  const { root } = await kept(Date.now() - 1)
  expect(open(root)?.read()).toBeUndefined()
  const earlier = Date.now() - 1
  const { root: other } = await kept()
  vi.spyOn(Date, 'now').mockReturnValue(earlier - 60_000)
  onTestFinished(() => void vi.restoreAllMocks())
  expect(open(other)?.read()).toBeUndefined()
})

test('there is none in production, by the variable, without a project, or without its node_modules', async () => {
  const root = await project()
  for (const value of ['off', 'false', '0', 'no', 'OFF']) {
    expect(open(root, { APPS_IN_TOSS_MOCK_KEY_CACHE: value })).toBeUndefined()
  }
  expect(open(root, { NODE_ENV: 'production' })).toBeUndefined()
  expect(open(root, { NODE_ENV: 'test', APPS_IN_TOSS_MOCK_KEY_CACHE: 'on' })).toBeDefined()
  expect(open(await project({ modules: false }))).toBeUndefined()
  expect(open('/')).toBeUndefined()
  expect(open(join(root, 'gone'))).toBeDefined()
})

test('a folder that cannot be written to is no reason to fail', async () => {
  const root = await project()
  writeFileSync(join(root, 'node_modules/.cache'), 'a file')
  open(root)?.keep(keys('first'))
  expect(open(root)?.read()).toBeUndefined()
})
