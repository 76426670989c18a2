import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isCodedError } from '../../../errors/index.js'
import { slice } from '../../slice.js'
import { hasTool } from '../../tools.js'
import { compareIapWithModel, raceForOne, raceIap } from '../iap/model-run.js'
import { partnerServerOf } from '../partner-server.js'
import { comparePromotionWithModel } from '../promotion/model-run.js'
import { promotionPartnerOf } from '../promotion/partner.js'
import { onProcesses } from './shared-processes.js'

/** A smaller example would take minutes to find. */
const runs = (numRuns: number) => ({ numRuns, endOnFailure: true })

describe.runIf(hasTool('redis-server')).each(slice([1, 2, 4], (count) => count === 4))(
  '%i processes with one world are what the model is',
  (count) => {
    test('in-app purchase: each order is granted once, and refunded once', { timeout: 120_000 }, () =>
      onProcesses(count, async ({ mock, client, stranger }) => {
        const shop = {
          toss: mock.toss,
          clock: mock.clock,
          status: (orderId: string) => client().iap.getOrderStatus({ orderId }),
          statusForStranger: (orderId: string) => stranger().iap.getOrderStatus({ orderId }),
        }
        await compareIapWithModel(shop, runs(8))
        await raceIap(shop, runs(8))
        await raceForOne(shop)
      }),
    )

    test('promotion: no budget is below zero, and a key grants once', { timeout: 120_000 }, () =>
      onProcesses(count, async ({ mock }) => {
        await using partner = await promotionPartnerOf(partnerServerOf(mock))
        await comparePromotionWithModel(partner, runs(8))
      }),
    )

    test('login: a code is good once, whoever is asked', { timeout: 120_000 }, () =>
      onProcesses(count, async ({ mock, client }) => {
        await fc.assert(
          fc.asyncProperty(fc.array(fc.nat(4), { minLength: 50, maxLength: 50 }), async (race) => {
            const logins = await Promise.all([0, 1, 2, 3, 4].map(() => mock.toss.logIn()))
            const outcomes = await Promise.allSettled(
              race.map(async (which) => {
                const { authorizationCode, referrer } = logins[which] as (typeof logins)[number]
                await client().login.generateToken({ authorizationCode, referrer })
                return which
              }),
            )
            const won = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
            expect(won.sort()).toEqual([...new Set(race)].sort())
            for (const outcome of outcomes) {
              if (outcome.status === 'rejected') expect(isCodedError(outcome.reason, 'ERR_BUSINESS_FAILURE')).toBe(true)
            }
          }),
          runs(12),
        )
      }),
    )
  },
)
