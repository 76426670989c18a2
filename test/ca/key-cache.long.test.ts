import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { loadedPackages } from '../cli/loaded-packages.js'
import { emptyFolder, permissions } from './folder.js'

const script = fileURLToPath(new URL('./make-certificates.mjs', import.meta.url))
const folderOf = (root: string) => join(root, 'node_modules/.cache/apps-in-toss-mock')

async function project() {
  const root = await emptyFolder()
  writeFileSync(join(root, 'package.json'), '{}')
  mkdirSync(join(root, 'node_modules'))
  return root
}

/** A process that starts in the folder with a umask that takes nothing away. */
async function start(cwd: string, options = {}, environment = {}) {
  const command = ['-c', 'umask 0; exec "$0" "$@"', process.execPath, script, JSON.stringify(options)]
  const env = { PATH: process.env.PATH, ...environment }
  const { stdout, stderr } = await promisify(execFile)('sh', command, { cwd, env })
  expect(stderr).toBe('')
  return JSON.parse(stdout) as { authority: string; client: string; isSound: boolean }
}

test('the next process of a project has the same certificates, that of another project has not', async () => {
  const [one, other] = [await project(), await project()]
  const first = await start(one)
  const coverage = join(one, 'coverage')
  expect(await start(one, {}, { NODE_V8_COVERAGE: coverage })).toEqual(first)
  expect(loadedPackages(coverage)).not.toContain('node-forge')
  const shop = await start(one, { appName: 'shop' })
  expect(shop).toEqual({ ...first, client: shop.client })
  expect(await start(one, { appName: 'shop' })).toEqual(shop)
  expect((await start(other)).authority).not.toBe(first.authority)
  expect(permissions(folderOf(one))).toBe('700')
  for (const name of readdirSync(folderOf(one))) expect(permissions(join(folderOf(one), name))).toBe('600')
})

test('by the option, by the variable or in production, nothing is kept and nothing taken', async () => {
  const root = await project()
  await start(root, { keyCache: false })
  await start(root, {}, { APPS_IN_TOSS_MOCK_KEY_CACHE: 'off' })
  await start(root, {}, { NODE_ENV: 'production' })
  expect(readdirSync(join(root, 'node_modules'))).toEqual([])
  const { authority } = await start(root)
  expect((await start(root, { keyCache: false })).authority).not.toBe(authority)
  expect((await start(root, {}, { NODE_ENV: 'production' })).authority).not.toBe(authority)
})

test('a damaged cache is made anew without a word', async () => {
  const root = await project()
  const { authority } = await start(root)
  const [name = ''] = readdirSync(folderOf(root))
  writeFileSync(join(folderOf(root), name), readFileSync(join(folderOf(root), name)).subarray(0, 1_000))
  const second = await start(root)
  expect(second).toMatchObject({ isSound: true })
  expect(second.authority).not.toBe(authority)
  expect(await start(root)).toEqual(second)
})

test('fifty processes that start at once each have keys that fit, and leave one whole file', async () => {
  const root = await project()
  const started = await Promise.all(Array.from({ length: 50 }, () => start(root)))
  expect(started.every(({ isSound }) => isSound)).toBe(true)
  const names = readdirSync(folderOf(root))
  expect(names).toHaveLength(1)
  expect(statSync(join(folderOf(root), names[0] as string)).size).toBeGreaterThan(1_000)
  const next = await start(root)
  expect(next.isSound).toBe(true)
  expect(started.map(({ authority }) => authority)).toContain(next.authority)
})
