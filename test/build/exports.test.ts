import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules, createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { runNode } from '../testing/project.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const manifest = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'))
type Target = { readonly import: string; readonly require: string }
const targets = Object.entries(manifest.exports as Record<string, Target>).filter(([path]) => path !== './package.json')

test.each(targets)(
  '%s is there for import, for require, and for TypeScript that does not read exports',
  (path, target) => {
    expect(Object.keys(target)).toEqual(['import', 'require'])
    expect(target.require).toBe(target.import.replace(/\.js$/, '.cjs'))
    const types = target.require.replace(/\.cjs$/, '.d.cts')
    if (path === '.') expect({ main: manifest.main, types: manifest.types }).toEqual({ main: target.require, types })
    else expect(manifest.typesVersions['*'][path.slice(2)]).toEqual([types.slice(2)])
  },
)

/** Requires and imports everything, and says of each export what it has and whether both gave the same. */
const script = `
  const seen = {}
  const main = async () => {
    for (const path of ${JSON.stringify(targets.map(([path]) => `apps-in-toss-mock${path.slice(1)}`))}) {
      if (path.endsWith('/vitest')) continue // imports vitest, which can run nowhere but in vitest
      const [required, imported] = [require(path), await import(path)]
      const names = new Set([...Object.keys(required), ...Object.keys(imported)])
      const differing = [...names].filter((name) => name !== 'default' && required[name] !== imported[name])
      seen[path] = { names: names.size, differing }
    }
    try {
      require('apps-in-toss-mock/vitest')
    } catch (error) {
      seen.vitest = error.message
    }
    console.log(JSON.stringify(seen))
  }
  main()`

test('require works without the help of newer Nodes, and gives the very objects that import gives', async () => {
  const args = ['--no-experimental-require-module', '--input-type=commonjs', '--eval', script]
  const { code, output } = await runNode(args, root)
  expect(code, output).toBe(0)
  const { vitest, ...seen } = JSON.parse(output) as Record<string, { names: number; differing: string[] }>
  expect(Object.keys(seen)).toHaveLength(targets.length - 1)
  const ofTheKit = ['createGlobalSetup']
  for (const [path, { names, differing }] of Object.entries(seen)) {
    expect(names, path).toBeGreaterThan(0)
    expect(differing, path).toEqual(path.endsWith('/vitest/global-setup') ? ofTheKit : [])
  }
  expect(vitest).toMatch(/^Vitest cannot be imported in a CommonJS module/)
})

const dist = (pattern: RegExp) => {
  const paths = readdirSync(`${root}/dist`, { recursive: true, encoding: 'utf8' })
  return paths.filter((path) => pattern.test(path)).map((path) => readFileSync(`${root}/dist/${path}`, 'utf8'))
}

test('the types name no package that users would have to install for them', () => {
  const specifiers = dist(/\.d\.c?ts$/).flatMap((text) => [
    ...text.replaceAll(/\/\*[\s\S]*?\*\//g, '').matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"]([^.'"][^'"]*)['"]/g),
  ])
  const named = new Set(specifiers.map(([, specifier]) => specifier).filter((name) => !name?.startsWith('node:')))
  expect([...named].sort()).toEqual(['vitest', 'vitest/node'])
})

test('a package of others is installed beside ours or is in our bundle with version and licence, never both', () => {
  const [ofConsole = '', ofLibrary = ''] = dist(/LICENSES\.txt$/)
  const listed = [...ofLibrary.matchAll(/^([\w-]+) (\d+\.\d+\.\d+) \(.+\)\n\n\S/gm)].map(([, name, version]) => {
    expect(version).toBe(JSON.parse(readFileSync(`${root}/node_modules/${name}/package.json`, 'utf8')).version)
    return name as string
  })
  const ofLockfile = ['graceful-fs', 'proper-lockfile', 'retry', 'signal-exit']
  expect(listed).toEqual(['commander', ...ofLockfile, 'openapi-types', 'ws', 'yaml'].sort())
  for (const name of listed) expect(manifest.dependencies).not.toHaveProperty(name)
  expect(ofConsole).toMatch(/^preact \d/)

  const required = dist(/\.cjs$/).flatMap((text) => [...text.matchAll(/\brequire\("([^.\n"][^"]*)"\)/g)])
  const packages = new Set(
    required.map(([, name = '']) => name).filter((name) => !/^node:|^apps-in-toss-mock/.test(name)),
  )
  const nameOf = (path: string) => /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? ''
  const builtin = new Set(builtinModules)
  const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
  expect([...packages].filter((name) => !builtin.has(name) && !declared.includes(nameOf(name)))).toEqual([])
})

test('a package in the bundle that is loaded when it is needed has its names, as Node gives them', () => {
  const load = createRequire(import.meta.url)
  const chunks = readdirSync(`${root}/dist/library`).filter((name) => {
    return readFileSync(`${root}/dist/library/${name}`, 'utf8').includes('module.exports = module.exports.default')
  })
  const loaded = Object.assign({}, ...chunks.map((name) => load(`${root}/dist/library/${name}`)))
  expect(loaded).toMatchObject({ lock: expect.any(Function), stringify: expect.any(Function) })
})
