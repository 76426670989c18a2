import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { hasPublicTools } from './installed.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const publicTool = join(
  process.env.OPENAPI_TYPESCRIPT ?? join(root, 'test/public-tools'),
  'node_modules/openapi-typescript/bin/cli.js',
)

interface ConsoleTypes {
  readonly things: Readonly<Record<string, readonly [operation: string, list?: string]>>
  controlDocument(): Promise<object>
  typesOfThings(document: object): string
}

test.runIf(hasPublicTools)(
  'the console’s types are those that openapi-typescript makes of the control API',
  async () => {
    const { controlDocument, things, typesOfThings }: ConsoleTypes = await import(
      new URL('../../scripts/console-types.mjs', import.meta.url).href
    )
    const document = await controlDocument()
    const folder = mkdtempSync(join(tmpdir(), 'console-types-'))
    try {
      writeFileSync(join(folder, 'control.json'), JSON.stringify(document))
      // Elsewhere, so that it does not read our redocly.yaml.
      execFileSync(process.execPath, [publicTool, 'control.json', '-o', 'theirs.ts'], { cwd: folder, stdio: 'ignore' })
      writeFileSync(join(folder, 'ours.ts'), typesOfThings(document))
      const same = Object.entries(things).map(([name, [id, list]]) => {
        const answer = `operations['${id}']['responses'][200]['content']['application/json']`
        return `export const of${name}: Same<ours.${name}, ${answer}${list === undefined ? '' : `['${list}'][number]`}> = true`
      })
      const check = [
        "import type * as ours from './ours.js'",
        "import type { operations } from './theirs.js'",
        'type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false',
        ...same,
      ]
      writeFileSync(join(folder, 'check.ts'), check.join('\n'))
      const compiler = join(root, 'node_modules/typescript/bin/tsc')
      const options = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--module', 'nodenext', 'check.ts']
      const { stdout, status } = spawnSync(process.execPath, [compiler, ...options], { cwd: folder, encoding: 'utf8' })
      expect({ stdout, status }).toEqual({ stdout: '', status: 0 })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
)
