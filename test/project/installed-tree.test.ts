import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'

// What users get is resolved anew from `dependencies`: scripts/check-install.mjs installs it. This is what can be seen without.
const file = (name: string) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'))
const manifest = file('package.json')
const { satisfies } = createRequire(createRequire(import.meta.url).resolve('fastify'))('semver')

interface Locked {
  readonly version: string
  readonly dev?: boolean
  readonly hasInstallScript?: boolean
  readonly engines?: { readonly node?: string }
}

const installed = Object.entries<Locked>(file('package-lock.json').packages).filter(([path, { dev }]) => {
  return path !== '' && dev !== true
})

test('nothing that holds in our own tree only decides what is tested', () => {
  expect(manifest.overrides).toBeUndefined()
  expect(manifest.resolutions).toBeUndefined()
  expect(manifest.pnpm).toBeUndefined()
})

test('every package that comes with ours is for the oldest Node that we promise', () => {
  const oldest = `${manifest.engines.node.replace('>=', '')}.0`
  const unfit = installed.filter(([, { engines }]) => engines?.node && !satisfies(oldest, engines.node))
  expect(unfit.map(([path, { version }]) => `${path} ${version}`)).toEqual([])
})

test('they are no more than they were: 48 are Fastify with what it needs, the others node-forge, undici, and ajv and pino of Fastify', () => {
  expect(installed.length).toBeLessThanOrEqual(51)
})

test('neither they nor our own package run a script on installation, which package managers warn about', () => {
  expect(installed.filter(([, { hasInstallScript }]) => hasInstallScript === true)).toEqual([])
  for (const script of ['preinstall', 'install', 'postinstall', 'prepare'])
    expect(manifest.scripts).not.toHaveProperty(script)
})
