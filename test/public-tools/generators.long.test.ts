import { execFile } from 'node:child_process'
import { rmSync, symlinkSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadFixtures, openApiDocument } from '../../contracts/index.js'
import { controlOpenApiDocument } from '../../mock-server/control/openapi.js'
import { type MockServer, startMockServer } from '../../mock-server/index.js'
import { clientPrograms, mtlsModule, orvalFiles } from './client-programs.js'
import { hasPublicTools, installedModules, programOf } from './installed.js'

const run = promisify(execFile)
const tsx = fileURLToPath(import.meta.resolve('tsx'))

const fixtures = await loadFixtures()

describe.runIf(hasPublicTools)('clients that public generators make of the documents', () => {
  let folder: string
  let mock: MockServer

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'apps-in-toss-mock-generators-'))
    symlinkSync(installedModules, join(folder, 'node_modules'))
    mock = await startMockServer({ controlPort: 0 })
    const programs = clientPrograms.map(({ tool, source }) => [`program-${tool}.ts`, source])
    const files: Record<string, string> = {
      'api.json': JSON.stringify(openApiDocument({ fixtures })),
      'control.json': JSON.stringify(controlOpenApiDocument('http://127.0.0.1:8444')),
      'package.json': '{"type":"module"}',
      'tsconfig.json': JSON.stringify({ compilerOptions }),
      'mtls.ts': mtlsModule,
      'zod-check.ts': zodProgram,
      ...orvalFiles,
      ...Object.fromEntries(programs),
    }
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
    for (const [program, ...args] of clientPrograms.flatMap(({ generate }) => generate)) {
      await run(process.execPath, [programOf(program), ...args], { cwd: folder, env })
    }
  }, 240_000)
  afterAll(async () => {
    await mock?.close()
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  })

  test('all compile in strict mode, with the programs that use them', async () => {
    const compiled = await run(process.execPath, [programOf('tsc'), '-p', '.'], { cwd: folder }).catch((error) => error)
    expect(compiled.stdout).toBe('')
  }, 120_000)

  test.each(clientPrograms)(
    '$tool logs a user in, pays and removes the link',
    async ({ tool }) => {
      const { baseUrl, controlUrl, appName, clientTls } = mock
      const MOCK = JSON.stringify({ baseUrl, controlUrl, appName, ...clientTls })
      const program = join(folder, `program-${tool}.ts`)
      const { stdout } = await run(process.execPath, ['--import', tsx, program], { cwd: folder, env: { ...env, MOCK } })
      const { userKey, removed, name, payToken } = JSON.parse(stdout)
      expect(userKey).toBeGreaterThan(0)
      expect(removed).toBe(userKey)
      expect(name).toMatch(/^[A-Za-z0-9+/]+=*$/)
      expect(payToken).toMatch(/^\w+/)
      expect(mock.journal.exchanges().flatMap(({ violations }) => violations)).toEqual([])
    },
    60_000,
  )

  test('the zod schemas that orval makes take each of our examples, and refuse what is wrong', async () => {
    const { stdout } = await run(process.execPath, ['--import', tsx, join(folder, 'zod-check.ts')], {
      cwd: folder,
      env: { ...env, MOCK: '{}' },
    })
    expect(JSON.parse(stdout)).toEqual({ taken: true, withNull: true, withNumbers: true, wrong: false })
  }, 60_000)
})

/** What is put into a package's own reports of its use goes nowhere from a test. */
const env = { ...process.env, SCARF_ANALYTICS: 'false', DO_NOT_TRACK: '1' }

const compilerOptions = {
  strict: true,
  noEmit: true,
  target: 'es2022',
  module: 'esnext',
  moduleResolution: 'bundler',
  lib: ['es2023', 'dom', 'dom.iterable'],
  types: ['node'],
  skipLibCheck: true,
}

const zodProgram = `
import { order } from './mtls'
import * as zod from './orval/zod'

const message = { templateSetCode: 'T', context: { count: 3, name: 'a', on: true } }
console.log(JSON.stringify({
  taken: zod.payMakePaymentBody.safeParse({ ...order, enablePayMethods: 'CARD' }).success,
  withNull: zod.payMakePaymentBody.safeParse(order).success,
  withNumbers: zod.messengerSendMessageBody.safeParse(message).success,
  wrong: zod.payMakePaymentBody.safeParse({ ...order, enablePayMethods: 'CASH' }).success,
}))
`
