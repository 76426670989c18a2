import type { Issue, Path } from '../world/checks/issue.js'
import { checkPast, type Happening, instantOf, type Scene } from './happening.js'
import type { Dated } from './past-seed.js'
import { closingTasks, consoleTasks } from './plant-console.js'
import { openShop, orderHappening, subscriptionHappening } from './plant-orders.js'
import { paymentHappening } from './plant-payments.js'
import { grantHappening, messageHappening } from './plant-rewards.js'
import { userTasks } from './plant-users.js'
import type { Stage } from './stage.js'
import { runAll, type Task, task } from './task.js'
import type { MiniAppSeed } from './world-seed.js'

/** What happens for an entry of each dated section. */
const acts = {
  payments: paymentHappening,
  orders: orderHappening,
  subscriptions: subscriptionHappening,
  grants: grantHappening,
  messages: messageHappening,
} as const satisfies { readonly [Section in keyof MiniAppSeed]?: unknown }

/** An entry of a dated section, and where it is. */
interface Entry {
  readonly section: keyof typeof acts
  readonly seed: Dated
  readonly path: Path
}

/**
 * Acts a mini-app's past out on the stage, along the real transitions: the console is set up and the users come, at the
 * first instant that the seed names; then everything happens in the order of time (where that is the same, in the order of
 * the sections and of the file); then it is now, and what the seed wants now is done.
 *
 * @returns what was refused; nothing where all went well
 */
export async function plantMiniApp(stage: Stage, seed: MiniAppSeed, root: Path): Promise<Issue[]> {
  const { now } = stage
  const entries = entriesOf(seed, root)
  const { arrivals, departures, cast } = userTasks(stage, seed.users ?? [], root)
  const past = entries.map((entry) => task(entry.path, async () => checkPast(entry.seed, now, entry.path)))
  await stage.moveTo(entries.reduce((first, entry) => Math.min(first, instantOf(entry.seed, now)), now))
  const early = await runAll([...past, ...consoleTasks(stage, seed, root), ...arrivals])
  if (early.length > 0) return early

  const scene = { cast, shop: await openShop(stage, seed.products ?? []) }
  const happened: Happening[] = []
  const late = await runAll(
    inOrder(entries, now).map((entry) =>
      task(entry.path, async () => {
        await stage.moveTo(instantOf(entry.seed, now))
        const happening = happeningOf(entry, stage, scene)
        await happening.happen()
        happened.push(happening)
      }),
    ),
  )
  await stage.moveTo(now)
  late.push(...(await runAll(happened.flatMap(({ path, conclude }) => (conclude ? [task(path, conclude)] : [])))))
  if (late.length > 0) return late

  const verifications = happened.flatMap(({ path, verify }): Task[] => (verify ? [{ path, run: verify }] : []))
  return runAll([...verifications, ...closingTasks(stage, seed, root), ...departures])
}

function entriesOf(seed: MiniAppSeed, root: Path): Entry[] {
  return (Object.keys(acts) as (keyof typeof acts)[]).flatMap((section) =>
    (seed[section] ?? []).map((entry, place) => ({ section, seed: entry, path: [...root, section, place] })),
  )
}

function inOrder(entries: readonly Entry[], now: number): Entry[] {
  return entries.toSorted((a, b) => instantOf(a.seed, now) - instantOf(b.seed, now))
}

function happeningOf({ section, seed, path }: Entry, stage: Stage, scene: Scene): Happening {
  return acts[section](stage, scene, seed as never, path)
}
