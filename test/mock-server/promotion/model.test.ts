import { it } from 'vitest'
import { runs } from '../runs.js'
import { comparePromotionWithModel } from './model-run.js'
import { startPromotionPartner } from './partner.js'

it('grants what a plain model of a promotion grants, whatever happens in whatever order', async () => {
  await using partner = await startPromotionPartner({ journalSize: 0 })
  partner.mock.clock.freeze()
  await comparePromotionWithModel(partner, runs(30))
})
