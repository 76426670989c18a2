import type { Path } from '../world/checks/issue.js'
import type { Dated, OfProduct } from './past-seed.js'
import { refusal } from './task.js'
import type { SeedUsers } from './user-tasks.js'

/** The product that an entry means, as an option of the Toss side; none where the entry names none. */
export type SkuOf = (entry: OfProduct) => { sku?: string }

/** The users and products by the names that the seed gives them. */
export interface Names {
  readonly users: SeedUsers
  readonly skuOf: SkuOf
}

/** Something that users, partner server and Toss did, at an instant of the past or now. */
export interface PastEvent {
  readonly path: Path
  happen(): Promise<void>
  /** What is left to do at the instant at which the world is made, after every event has happened. */
  finish?(): Promise<void>
  /** Throws a Refusal where the result is not what the seed says. */
  check?(): Promise<void>
}

/** When an entry of the seed happened, in milliseconds. */
export function instantOf({ at, secondsAgo = 0 }: Dated, now: number): number {
  return at === undefined ? now - Math.round(secondsAgo * 1000) : Date.parse(at)
}

/** Throws a Refusal for an entry of the future. */
export function checkPast(entry: Dated, now: number, path: Path): void {
  if (instantOf(entry, now) <= now) return
  const fix = 'Give an earlier one, or set the clock ahead with clock.instant.'
  throw refusal([...path, 'at'], `${entry.at} is after the clock’s ${new Date(now).toISOString()}`, fix)
}
