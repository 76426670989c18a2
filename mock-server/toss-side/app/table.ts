import { adCalls } from './calls/ads.js'
import { deviceCalls } from './calls/device.js'
import { eventCalls } from './calls/events.js'
import { gameCalls } from './calls/game.js'
import { loginCalls } from './calls/login.js'
import { payCalls } from './calls/pay.js'
import { pointsCalls } from './calls/points.js'
import { purchaseCalls } from './calls/purchase.js'
import { storageCalls } from './calls/storage.js'
import { type Protocol, protocols } from './protocol.js'
import type { AppRow, AppRows } from './row.js'

/** Every call of the SDK that the Toss app answers here, by its name on the wire. */
export const appRows: AppRows = {
  ...loginCalls,
  ...payCalls,
  ...purchaseCalls,
  ...pointsCalls,
  ...storageCalls,
  ...deviceCalls,
  ...adCalls,
  ...gameCalls,
  ...eventCalls,
}

/** Calls of the SDK that the Toss app does not answer here, and why. Their flags are false. */
export const unsupported: Readonly<Record<Protocol, Readonly<Record<string, string>>>> = {
  A: {
    getDeclaredAgeRange: 'nothing public shows a real answer',
    fetchTossAd: 'banners come from a script of static.toss.im',
    fetchAppsInTossAd: 'banners come from a script of static.toss.im',
  },
  B: {
    getDeclaredAgeRange: 'nothing public shows a real answer',
    requestWebStorageMigration: 'nothing public shows a real answer',
    getViralCampaign: 'nothing public shows a real answer',
    shareViralCampaign: 'nothing public shows a real answer',
  },
}

/** The row of a name in one protocol. */
export function rowOf(protocol: Protocol, name: string): AppRow | undefined {
  const row = Object.hasOwn(appRows, name) ? appRows[name] : undefined
  return row?.[protocol] === undefined ? undefined : row
}

/** The names that a protocol has. */
export function namesIn(protocol: Protocol, kind?: AppRow['kind']): string[] {
  return Object.entries(appRows)
    .filter(([, row]) => row[protocol] !== undefined && (kind === undefined || row.kind === kind))
    .map(([name]) => name)
}

/** Where else a name is known: in the other protocol. */
export function elsewhere(protocol: Protocol, name: string): Protocol | undefined {
  return protocols.find((other) => other !== protocol && rowOf(other, name) !== undefined)
}
