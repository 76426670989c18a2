import { given } from '../arguments.js'
import { json } from '../protocol.js'
import { call, event, type StreamWork } from '../row.js'

const unit = given({ adGroupId: json, adUnitId: json })

/** An ad that is looked at to its end. */
async function show({ emit }: Pick<StreamWork, 'emit'>): Promise<void> {
  for (const type of ['requested', 'show', 'impression']) emit({ type })
  emit({ type: 'userEarnedReward', data: { unitType: 'reward', unitAmount: 1 } })
  emit({ type: 'dismissed' })
}

const load = async ({ emit }: Pick<StreamWork, 'emit'>) => emit({ type: 'loaded' })

/** Ads: each is there at once, is looked at to its end, and pays nothing. */
export const adCalls = {
  loadAppsInTossAdMob: event({ known: 'run', only: 'A', says: 'loaded at once', takes: unit, do: load }),
  showAppsInTossAdMob: event({ known: 'run', only: 'A', says: 'looked at to its end', takes: unit, do: show }),
  isAppsInTossAdMobLoaded: call({
    known: 'run',
    says: 'true',
    takes: unit,
    only: 'A',
    do: async () => true,
  }),
  loadAppsInTossAdmob: call({ known: 'read', says: 'loaded at once', takes: unit, only: 'B', async do() {} }),
  showAppsInTossAdmob: event({ known: 'read', only: 'B', says: 'looked at to its end', takes: unit, do: show }),
  getCachedStatusAppsInTossAdmob: call({ known: 'read', says: 'true', takes: unit, only: 'B', do: async () => true }),
  loadFullScreenAd: event({ known: 'run', says: 'loaded at once', takes: unit, do: load }),
  showFullScreenAd: event({ known: 'run', says: 'looked at to its end', takes: unit, do: show }),
}
