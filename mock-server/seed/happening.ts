import type { Path } from '../world/checks/issue.js'
import type { Dated, OfProduct } from './past-seed.js'
import type { Cast } from './plant-users.js'
import { refusal } from './task.js'

/** The products as the seed calls them: what an entry means, as an option of the Toss side. */
export type Shop = (entry: OfProduct) => { sku?: string }

/** Who takes part, and what they can buy. */
export interface Scene {
  readonly cast: Cast
  readonly shop: Shop
}

/** Something that users, partner server and Toss did, at an instant of the past or now. */
export interface Happening {
  readonly path: Path
  happen(): Promise<void>
  /** What is done about it now, when everything has happened and the time has passed. */
  conclude?(): Promise<void>
  /** Throws a Refusal where it did not come to what the seed says. */
  verify?(): Promise<void>
}

/** When an entry of the seed happened, in milliseconds. */
export function instantOf({ at, secondsAgo = 0 }: Dated, now: number): number {
  return at === undefined ? now - Math.round(secondsAgo * 1000) : Date.parse(at)
}

/** What is still to come cannot be in a seed. */
export function checkPast(entry: Dated, now: number, path: Path): void {
  if (instantOf(entry, now) <= now) return
  const fix = 'Give an earlier one, or set the clock ahead with clock.instant.'
  throw refusal([...path, 'at'], `${entry.at} is after the clock’s ${new Date(now).toISOString()}`, fix)
}
