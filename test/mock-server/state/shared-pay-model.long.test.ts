import { describe, test } from 'vitest'
import { slice } from '../../slice.js'
import { hasTool } from '../../tools.js'
import { comparePayWithModel, racePay } from '../pay/model-run.js'
import { otherUser, partnerOf } from '../pay/partner.js'
import { onProcesses } from './shared-processes.js'

/** A smaller example would take minutes to find. */
const runs = (numRuns: number) => ({ numRuns, endOnFailure: true })

describe.runIf(hasTool('redis-server')).each(slice([1, 2, 4], (count) => count === 4))(
  '%i processes with one world',
  (count) => {
    test(
      'Toss Pay is what its model is, whatever is done where, and no money moves twice when 50 callers race',
      {
        timeout: 120_000,
      },
      () =>
        onProcesses(count, async ({ mock }) => {
          await using partner = await partnerOf(mock)
          await comparePayWithModel(partner, [partner.userKey, (await otherUser(partner)).userKey], runs(10))
          await racePay(partner, runs(8))
        }),
    )
  },
)
