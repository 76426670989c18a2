import { expect, it } from 'vitest'
import { startPartnerServer } from './partner-server.js'

it('4010 is HTTP 401, and 4050 HTTP 403, under the variants that have what the 2025 reference lists', async () => {
  await using partner = await startPartnerServer({
    variants: { 'status.userNotIdentified': 'http-401', 'status.notRegistered': 'http-403' },
  })
  const body = { templateSetCode: 'WELCOME_MESSAGE', context: {} }
  const unknown = await partner.call('messenger.sendMessage', body, { userKey: 1 })
  expect(unknown).toMatchObject({ status: 401, errorCode: '4010', body: { success: null } })
  // It has a variant of its own.
  expect(await partner.call('anonymousKey.verify', undefined, { anonKey: 'x' })).toMatchObject({ status: 200 })
  await partner.mock.toss.settings.change({ featuresOff: ['messenger'] })
  expect(await partner.call('messenger.sendMessage', body, { userKey: 1 })).toMatchObject({
    status: 403,
    errorCode: '4050',
  })
  expect(partner.mock.journal.exchanges().at(-1)).toMatchObject({ status: 403, errorCode: '4050' })
})
