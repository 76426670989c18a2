import { once } from 'node:events'
import { connect, createSecureContext, type SecureContext } from 'node:tls'
import { expect, test } from 'vitest'
import { contextTrusting, namingAll } from '../../client/trust.js'
import { startMtlsServer } from './mtls-server.js'

async function handshake(url: string, secureContext: SecureContext): Promise<string | undefined> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), secureContext })
  try {
    await once(socket, 'secureConnect')
    return undefined
  } catch (error) {
    return (error as { code: string }).code
  } finally {
    socket.destroy()
  }
}

test.each([
  ['that is added to what Node trusts', contextTrusting],
  ['that is named with all that Node trusts', namingAll],
])('an authority %s is trusted in this context, and in no other', async (_, make) => {
  await using api = await startMtlsServer(() => undefined)
  const { ca, cert, key } = api.options as { ca: string; cert: string; key: string }
  expect(await handshake(api.url, make([], { cert, key }))).toBe('SELF_SIGNED_CERT_IN_CHAIN')
  expect(await handshake(api.url, make([ca], { cert, key }))).toBeUndefined()
  expect(await handshake(api.url, make([], { cert, key }))).toBe('SELF_SIGNED_CERT_IN_CHAIN')
  expect(await handshake(api.url, createSecureContext({ cert, key }))).toBe('SELF_SIGNED_CERT_IN_CHAIN')
})
