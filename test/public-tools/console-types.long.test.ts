import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { typesOfControlApi } from '../../scripts/console-types.js'
import { hasPublicTools } from './installed.js'

test.runIf(hasPublicTools)('the console’s types are those of the control API as it is; npm run console-types', () => {
  const written = readFileSync(new URL('../../console/api/control-api.ts', import.meta.url), 'utf8')
  expect(typesOfControlApi()).toBe(written)
})
