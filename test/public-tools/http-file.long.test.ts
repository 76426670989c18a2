import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { startMockServer } from '../../mock-server/index.js'
import { hasPublicTools, programOf } from './installed.js'

const folder = fileURLToPath(new URL('../../examples/http', import.meta.url))

test.runIf(hasPublicTools)('httpYac goes through examples/http/toss.http, with the client certificate', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'apps-in-toss-mock-http-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  await using mock = await startMockServer({ dir: join(dir, 'certificates') })
  const { cert, key, ca } = mock.info as { cert: string; key: string; ca: string }
  const send = async (cwd: string) => {
    const env = {
      PATH: process.env.PATH,
      HOME: dir,
      APPS_IN_TOSS_BASE_URL: mock.baseUrl,
      APPS_IN_TOSS_CERT: cert,
      APPS_IN_TOSS_KEY: key,
      NODE_EXTRA_CA_CERTS: ca,
    }
    const variables = [`baseUrl=${mock.baseUrl}`, `controlUrl=${mock.controlUrl}`]
    const args = ['send', 'toss.http', '--all', '-e', 'mock', '--var', ...variables, '-o', 'short', '--no-color']
    return promisify(execFile)(programOf('httpyac'), args, { cwd, env }).catch((error) => error as { stdout: string })
  }
  const { stdout } = await send(folder)
  expect(stdout).toContain('4 requests processed (4 succeeded)')
  const called = mock.journal.exchanges().map(({ operation, resultType }) => [operation, resultType])
  expect(called).toEqual([
    ['login.generateToken', 'SUCCESS'],
    ['login.loginMe', 'SUCCESS'],
    ['pay.makePayment', 'SUCCESS'],
  ])
  expect(mock.journal.exchanges().flatMap(({ violations }) => violations)).toEqual([])

  // Without the file that names the certificate it is refused: it is this that makes the difference.
  cpSync(folder, join(dir, 'http'), { recursive: true })
  writeFileSync(join(dir, 'http', '.httpyac.cjs'), 'module.exports = {}\n')
  expect((await send(join(dir, 'http'))).stdout).not.toContain('4 succeeded')
  expect(mock.journal.refusals()[0]?.reason).toBe('no-client-certificate')
})
