import { afterAll, beforeAll, describe, it } from 'vitest'
import { type Client, createClient } from '../../../client/index.js'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'
import { runs } from '../runs.js'
import { compareIapWithModel, raceForOne, raceIap, type Shop } from './model-run.js'

let mock: MockServer
let client: Client
let stranger: Client
let shop: Shop

beforeAll(async () => {
  mock = await startMockServer({ controlPort: false })
  mock.clock.freeze()
  const { baseUrl, clientTls, toss, clock } = mock
  client = createClient({ ...clientTls, baseUrl })
  stranger = createClient({ ...(await mock.issueCertificate('stranger')), baseUrl })
  shop = {
    toss,
    clock,
    status: (orderId) => client.iap.getOrderStatus({ orderId }),
    statusForStranger: (orderId) => stranger.iap.getOrderStatus({ orderId }),
  }
})
afterAll(async () => {
  await Promise.all([client.close(), stranger.close()])
  await mock.close()
})

describe('in-app purchase', () => {
  it('does what a small model of it does, whatever the order of steps and calls', async () => {
    await compareIapWithModel(shop, runs(60))
  })

  it('grants each order once, and refunds it once, when 50 callers race', async () => {
    await raceIap(shop, runs(10))
  })

  it('sells one non-consumable to a user whom 50 callers let buy it', async () => {
    await raceForOne(shop)
  })
})
