import type { Issue, Path } from '../world/checks/issue.js'
import { closingTasks, consoleTasks } from './console-tasks.js'
import type { Maker } from './maker.js'
import { orderEvent, skusOf, subscriptionEvent } from './order-events.js'
import { checkPast, instantOf, type Names, type PastEvent } from './past-event.js'
import type { Dated } from './past-seed.js'
import { paymentEvent } from './payment-event.js'
import { grantEvent, messageEvent } from './reward-events.js'
import { runAll, type Task, task } from './task.js'
import { userTasks } from './user-tasks.js'
import type { MiniAppSeed } from './world-seed.js'

/** The event that an entry of each dated section stands for. */
const events = {
  payments: paymentEvent,
  orders: orderEvent,
  subscriptions: subscriptionEvent,
  grants: grantEvent,
  messages: messageEvent,
} as const satisfies { readonly [Section in keyof MiniAppSeed]?: unknown }

/** An entry of a dated section, and where it is. */
interface DatedEntry {
  readonly section: keyof typeof events
  readonly seed: Dated
  readonly path: Path
}

/**
 * Makes the past of a mini-app, by the same transitions as in a running mock. First the console is set up and the users are
 * made, at the earliest instant that the seed names. Then the events happen in the order of time; those of the same instant
 * happen in the order of the sections and of the file. At the end the clock stands at now, and what the seed asks for now is
 * done.
 *
 * @returns everything that was refused; an empty list where nothing was
 */
export async function makeMiniApp(maker: Maker, seed: MiniAppSeed, root: Path): Promise<Issue[]> {
  const { now } = maker
  const entries = entriesOf(seed, root)
  const { arrivals, departures, users } = userTasks(maker, seed.users ?? [], root)
  const past = entries.map((entry) => task(entry.path, async () => checkPast(entry.seed, now, entry.path)))
  await maker.moveTo(entries.reduce((first, entry) => Math.min(first, instantOf(entry.seed, now)), now))
  const early = await runAll([...past, ...consoleTasks(maker, seed, root), ...arrivals])
  if (early.length > 0) return early

  const names = { users, skuOf: await skusOf(maker, seed.products ?? []) }
  const happened: PastEvent[] = []
  const late = await runAll(
    inOrder(entries, now).map((entry) =>
      task(entry.path, async () => {
        await maker.moveTo(instantOf(entry.seed, now))
        const event = eventOf(entry, maker, names)
        await event.happen()
        happened.push(event)
      }),
    ),
  )
  await maker.moveTo(now)
  late.push(...(await runAll(happened.flatMap(({ path, finish }) => (finish ? [task(path, finish)] : [])))))
  if (late.length > 0) return late

  const checks = happened.flatMap(({ path, check }): Task[] => (check ? [{ path, run: check }] : []))
  return runAll([...checks, ...closingTasks(maker, seed, root), ...departures])
}

function entriesOf(seed: MiniAppSeed, root: Path): DatedEntry[] {
  return (Object.keys(events) as (keyof typeof events)[]).flatMap((section) =>
    (seed[section] ?? []).map((entry, place) => ({ section, seed: entry, path: [...root, section, place] })),
  )
}

function inOrder(entries: readonly DatedEntry[], now: number): DatedEntry[] {
  return entries.toSorted((a, b) => instantOf(a.seed, now) - instantOf(b.seed, now))
}

function eventOf({ section, seed, path }: DatedEntry, maker: Maker, names: Names): PastEvent {
  return events[section](maker, names, seed as never, path)
}
