import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Runs a module in a process that has not loaded node:tls. */
async function printed(source: string): Promise<string> {
  const args = ['--input-type=module', '-e', source]
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root })
  return stdout.trim()
}

test('a program that reads certificates first and loads node:tls afterwards gets a whole node:tls', async () => {
  const source = `
    const { createAuthority, inspectCertificate } = await import('./dist/ca/index.js')
    const { cert } = await createAuthority()
    const { issuerCommonName } = inspectCertificate(cert)
    const { createSecureContext } = await import('node:tls')
    console.log(typeof issuerCommonName, typeof createSecureContext)`
  expect(await printed(source)).toBe('string function')
})
