import { expect, test } from 'vitest'
import { startMockServer } from '../../../mock-server/index.js'
import { send } from '../login/requests.js'

test('the page loads its own script and style sheet alone, and no other page shows it', async () => {
  await using mock = await startMockServer()
  for (const path of ['/console', '/console/']) {
    const answer = await fetch(`${mock.controlUrl}${path}`)
    expect(answer.status).toBe(200)
    const policy = (answer.headers.get('content-security-policy') ?? '').split('; ')
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
      ]),
    )
    expect(policy.join()).not.toMatch(/unsafe|https?:|\*/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    const page = await answer.text()
    const loaded = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address)
    expect(loaded).toEqual(['data:,', '/console/console.css', '/console/console.js', '/'])
    expect(page).not.toMatch(/<script[^>]*>[^<]|<style| on\w+=/)
    // Nothing that would open the control API to who reads the page.
    expect(page).not.toContain(mock.info.decryptionKey)
  }
})

test('its files are built, have their types, and name no other host', async () => {
  await using mock = await startMockServer()
  for (const [path, type] of [
    ['/console/console.js', 'text/javascript; charset=utf-8'],
    ['/console/console.css', 'text/css; charset=utf-8'],
  ] as const) {
    const answer = await fetch(`${mock.controlUrl}${path}`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe(type)
    const hosts = [...(await answer.text()).matchAll(/https?:\/\/[\w.-]*\w/g)].map(([host]) => host)
    // Names of XML namespaces, and what a text gives as an example; none is called, which the policy forbids as well.
    const known = ['http://www.w3.org', 'https://apps-in-toss.toss.im', 'http://localhost']
    expect(hosts.filter((host) => !known.includes(host))).toEqual([])
  }
  const korean = await fetch(`${mock.controlUrl}/console/korean.js`)
  expect([korean.status, korean.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8'])
  expect((await fetch(`${mock.controlUrl}/console/../package.json`)).status).toBe(404)
})

test('markup in what a caller sent stays what it was: text in JSON, never HTML', async () => {
  await using mock = await startMockServer({ redact: false })
  const markup = '<img src=x onerror=alert(1)>'
  await send(mock, '/generate-token', { body: { authorizationCode: markup, referrer: markup, [markup]: markup } })
  const answer = await fetch(`${mock.controlUrl}/journal?text=${encodeURIComponent('<IMG')}`)
  expect(answer.headers.get('content-type')).toContain('application/json')
  const { entries } = (await answer.json()) as { entries: { id: number; request: { body: unknown } }[] }
  expect(entries[0]?.request.body).toEqual({ authorizationCode: markup, referrer: markup, [markup]: markup })
})
