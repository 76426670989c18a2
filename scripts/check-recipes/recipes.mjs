// The recipes of docs/recipes that are run, and what their runs have to show.
import { fileURLToPath } from 'node:url'

const newerNode = fileURLToPath(new URL('../check-install/node_modules/node22/bin', import.meta.url))

const nestShows = [/Tests: +1 passed, 1 total/, /Tests: +3 passed, 3 total/]

function olderTypeScript(text) {
  const { compilerOptions } = JSON.parse(text)
  const { moduleResolution, resolvePackageJsonExports, isolatedModules, ...kept } = compilerOptions
  return JSON.stringify({ compilerOptions: { ...kept, module: 'commonjs' } })
}

/**
 * Each recipe: the folder in examples/, what is installed besides, the command that runs the tests, what its output has to
 * show, and which versions are worth printing.
 */
export const recipes = {
  'node-test': { run: ['npm', 'test'], shows: [/^# pass 3$/m, /^# fail 0$/m] },
  vitest: { run: ['npm', 'test'], shows: [/Tests {2}2 passed \(2\)/], versions: ['vitest'] },
  'vitest-5': {
    folder: 'vitest',
    packages: ['vitest@5.1.2'],
    node: newerNode,
    run: ['npm', 'test'],
    shows: [/Tests {2}2 passed \(2\)/],
    versions: ['vitest'],
  },
  playwright: {
    run: ['npm', 'test'],
    env: { CHROMIUM: '/usr/bin/chromium' },
    needs: ['chromium'],
    shows: [/2 passed/, /login\.generateToken +1 /],
    versions: ['@playwright/test'],
  },
  'react-native': {
    run: ['npm', 'test'],
    shows: [/Tests {2}3 passed \(3\)/],
    versions: ['vitest', '@apps-in-toss/native-modules'],
  },
  'nest-jest': {
    run: ['sh', '-c', 'npm run build && npm test && npm run test:e2e'],
    shows: nestShows,
    versions: ['@nestjs/core', 'jest', 'ts-jest', 'typescript'],
  },
  // As `nest new` had it before 11.1: ts-jest checks the types, and finds them without `exports`.
  'nest-jest-node10': {
    folder: 'nest-jest',
    change: ['tsconfig.json', olderTypeScript],
    run: ['sh', '-c', 'npm run build && npm test && npm run test:e2e'],
    shows: nestShows,
    versions: ['@nestjs/core', 'jest', 'ts-jest', 'typescript'],
  },
  pytest: { run: ['/usr/bin/python3', '-m', 'pytest'], shows: [/3 passed/] },
  'pytest-run': {
    folder: 'pytest',
    run: ['npx', 'apps-in-toss-mock', 'run', '--strict', '--', '/usr/bin/python3', '-m', 'pytest'],
    shows: [/3 passed/, /login\.generateToken +4 +1 /],
  },
  'java-junit': { run: ['sh', 'test.sh'], shows: [/3 tests successful/, /0 tests failed/] },
}
