import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { checkConfig } from '../../cli/settings/config-check.js'
import { settings } from '../../cli/settings/settings.js'
import { checkSeed } from '../../mock-server/seed/check-seed.js'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const ajv = new Ajv({
  strict: true,
  allowUnionTypes: true,
  strictRequired: false,
  strictTypes: false,
  validateFormats: false,
  allErrors: true,
})
const seed = ajv.compile(JSON.parse(read('schemas/seed.schema.json')))
const config = ajv.compile(JSON.parse(read('schemas/config.schema.json')))

test('the example of a seed file follows the schema for editors', () => {
  expect(seed(parse(read('examples/world.yaml'))) || seed.errors).toBe(true)
})

test.each([
  [{ $schema: './seed.schema.json', miniApps: { shop: { users: [{ userKey: 1 }] } } }, true],
  [{ miniApps: { shop: { usres: [] } } }, false],
  [{ miniApps: { shop: { users: [{ userKey: '1' }] } } }, false],
  [{ miniApps: { shop: { orders: [{ status: 'NO_STATUS' }] } } }, false],
  [{ clock: { frozen: 'yes' } }, false],
  [{ $schema: 1 }, false],
])('the schema for editors and the mock agree about the seed %j', (content, isGood) => {
  expect(seed(content)).toBe(isGood)
  expect(checkSeed(content).length === 0).toBe(isGood)
})

const source = {
  path: '/shop/config.json',
  folder: '/shop',
  label: async (keys: readonly (string | number)[]) => keys.join('.'),
}

test.each([
  [
    { $schema: './config.schema.json', port: 0, hostNames: ['a.localhost'], autoLogin: true, seedFile: 'world.yaml' },
    true,
  ],
  [{ variants: { 'login.invalidGrant': 'oauth-error' }, logLevel: 'info' }, true],
  [{ prot: 1 }, false],
  [{ port: '8443' }, false],
  [{ autoLogin: 'yes' }, false],
  [{ hostNames: 'a.localhost' }, false],
  [{ variants: ['login.invalidGrant=oauth-error'] }, false],
  [{ $schema: 1 }, false],
])('the schema for editors and the command line agree about the config file %j', async (content, isGood) => {
  expect(config(content)).toBe(isGood)
  await expect(
    checkConfig(content, source).then(
      () => true,
      () => false,
    ),
  ).resolves.toBe(isGood)
})

test('the schema of the config file has every setting', () => {
  const { properties } = JSON.parse(read('schemas/config.schema.json'))
  expect(Object.keys(properties)).toEqual(['$schema', ...settings.map(({ key }) => key)])
})
