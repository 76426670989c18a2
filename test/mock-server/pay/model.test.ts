import { afterAll, beforeAll, describe, it } from 'vitest'
import { runs } from '../runs.js'
import { comparePayWithModel, racePay } from './model-run.js'
import { otherUser, type Partner, startPartner } from './partner.js'

let partner: Partner

beforeAll(async () => {
  partner = await startPartner()
  partner.mock.clock.freeze()
})
afterAll(async () => {
  await partner[Symbol.asyncDispose]()
})

describe('Toss Pay', () => {
  it('does what a small model of it does, whatever the order of calls and of what happens on the Toss side', async () => {
    await comparePayWithModel(partner, [partner.userKey, (await otherUser(partner)).userKey], runs(100))
  })

  it('moves no money twice when 50 callers execute, refund, hold and settle the same few payments', async () => {
    await racePay(partner, runs(10))
  })
})
