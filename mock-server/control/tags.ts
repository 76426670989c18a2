import { featureTitles } from '../../contracts/index.js'

/** The groups that the routes of the control API come in. */
export const controlTags = {
  mock: 'The mock itself: health, how to reach it, clock, requests so far, reset, export',
  'mini-app': 'Settings of a mini-app',
  ...featureTitles,
  subscriptions: 'Subscriptions bought in the app (구독)',
  callbacks: 'What Toss sends to the partner: where to, and doing so',
  'toss-app': 'The Toss app in which the mini-app’s page runs: its calls, and what its user does',
  certificates: 'Client certificates, as the console issues and revokes them',
  faults: 'Faults that the next calls meet',
  tests: 'Isolation of tests, and settings for the time of one',
} as const satisfies Record<string, string>

export type ControlTag = keyof typeof controlTags
