import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startMockServer } from '../../../mock-server/index.js'
import { checkTraffic } from '../../../traffic/index.js'

import { send, tokensOf } from '../login/requests.js'

test('a field that login-me gave is decrypted with the key of the mock; anything else is told what is wrong with it', async () => {
  await using mock = await startMockServer()
  const { accessToken } = await tokensOf(mock, { profile: { name: '김토스' } })
  const { body } = await send(mock, '/login-me', { headers: { authorization: `Bearer ${accessToken}` } })
  const decrypt = async (value: unknown) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${mock.controlUrl}/decrypt`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ value }),
    })
    return { status: answer.status, body: await answer.json() }
  }
  const { name } = body.success
  expect(await decrypt(name)).toEqual({ status: 200, body: { text: '김토스' } })
  const damaged = `${name[0] === 'A' ? 'B' : 'A'}${name.slice(1)}`
  for (const [value, message] of [
    ['김토스', 'is not an encrypted field'],
    [damaged, 'cannot be decrypted'],
    [5, 'value must be'],
  ]) {
    expect(await decrypt(value)).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining(message as string) } },
    })
  }
})

test('the journal as HAR is what the journal as lines is to whoever checks it', async () => {
  await using mock = await startMockServer()
  await tokensOf(mock)
  await send(mock, '/generate-token', { body: { authorizationCode: 5, referer: 'x' } })
  await send(mock, '/login-me', { headers: { authorization: 'Bearer nobody' } })
  await send(mock, '/nowhere?userKey=1')
  const folder = mkdtempSync(join(tmpdir(), 'console-files-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const reports = await Promise.all(
    ['journal.har', 'journal.jsonl'].map(async (name) => {
      const answer = await fetch(`${mock.controlUrl}/${name}?miniApp=my-mini-app`)
      expect(answer.status).toBe(200)
      const file = join(folder, name)
      writeFileSync(file, await answer.text())
      return checkTraffic([file])
    }),
  )
  const [har, lines] = reports.map(({ broken, ...rest }) => ({
    ...rest,
    broken: broken.map(({ operation, findings }) => ({
      operation,
      findings: findings.map(({ field, rule }) => ({ field, rule })),
    })),
  }))
  expect(har?.broken.length).toBeGreaterThan(0)
  expect(har?.broken).toEqual(lines?.broken)
})
