import { createFeed, type Feed } from '../control/events/feed.js'
import type { ControlSurroundings } from '../control/route.js'
import { createLateServer, type LateServer } from '../partner-side/listener/late-server.js'
import type { Foundation, PartnerSide } from './partner-side.js'
import type { TossSides } from './toss-sides.js'

/** The control API, not yet listening, and the feed of its pages. */
export interface ControlSide {
  readonly server: LateServer
  readonly feed: Feed
}

/** What the control API is made from, besides both sides of the mock. */
export interface ControlSideOptions
  extends Pick<ControlSurroundings, 'ca' | 'isolation' | 'reset' | 'exportWorld' | 'info'> {
  readonly partner: PartnerSide
  readonly tossSides: TossSides
}

/** Makes the control API; its code is loaded when it is first called. */
export function createControlSide(foundation: Foundation, options: ControlSideOptions): ControlSide {
  const { resolved, store, clock, journal, log } = foundation
  const { partner, tossSides, ...given } = options
  const feed = createFeed({ journal, store, clock, phones: tossSides.phones })
  const surroundings: ControlSurroundings = {
    ...given,
    tossSide: tossSides.of,
    contextOf: tossSides.contextOf,
    clock,
    journal,
    overrides: partner.overrides,
    faults: partner.faults,
    feed,
    language: resolved.lang,
    jwks: partner.surroundings.signer.jwks,
    miniApps: store.miniApps,
    stopOrder: resolved.stopOrder,
  }
  const server = createLateServer(async () => {
    const { createControlServer } = await import('../control/server.js')
    return createControlServer({
      surroundings,
      log,
      allowedHosts: resolved.controlAllowHosts.map((name) => name.toLowerCase()),
    })
  })
  return { server, feed }
}
