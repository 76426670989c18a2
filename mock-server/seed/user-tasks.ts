import { consent } from '../toss-side/commands/login.js'
import type { Path } from '../world/checks/issue.js'
import type { User } from '../world/shapes/login.js'
import { userByKey } from '../world/user.js'
import type { UserSeed } from './console-seed.js'
import type { Maker } from './maker.js'
import type { OfUser } from './past-seed.js'
import { type Task, task } from './task.js'

/** The users of the mini-app by the names that the seed gives them, after they were made. */
export interface SeedUsers {
  /** The user that an entry means, as the world has them now: the named one, or the mini-app's first user. */
  userOf(entry: OfUser): Promise<User>
  /** The same user as an option of the Toss side; empty where the entry names none. */
  keyOf(entry: OfUser): { userKey?: number }
}

/** What there is to do about the users. */
export interface UserTasks {
  /** Makes the users, and links those that the seed says are linked. */
  readonly arrivals: Task[]
  /** Lets the users leave who left Toss, after everything else has happened. */
  readonly departures: Task[]
  readonly users: SeedUsers
}

/** The users of a seed. */
export function userTasks({ side, context }: Maker, users: readonly UserSeed[], root: Path): UserTasks {
  const byId = new Map<string, number>()
  const byPlace: number[] = []
  const keyOf = ({ user, userKey }: OfUser) => {
    const key = user === undefined ? userKey : byId.get(user)
    return key === undefined ? {} : { userKey: key }
  }

  async function arrive(seed: UserSeed): Promise<void> {
    const { id, profile, userKey, anonKey, pushEnabled = true, link } = seed
    const user = await side.users.create(profile, { userKey, anonKey })
    byPlace.push(user.userKey)
    if (id !== undefined) byId.set(id, user.userKey)
    const { linked = link !== undefined } = seed
    if (linked) await context.update((world) => consent(world, user, context.clock.now(), link ?? {}))
    if (!pushEnabled) await side.users.update(user.userKey, { pushEnabled })
  }

  return {
    arrivals: users.map((seed, place) => task([...root, 'users', place], () => arrive(seed))),
    departures: users.flatMap(({ leftToss }, place) => {
      if (leftToss !== true) return []
      const leave = () => side.unlink(byPlace[place] as number, { referrer: 'WITHDRAWAL_TOSS' })
      return [task([...root, 'users', place, 'leftToss'], leave)]
    }),
    users: {
      keyOf,
      async userOf(entry) {
        const { userKey } = keyOf(entry)
        if (userKey === undefined) return side.users.default()
        return context.read((world) => userByKey(world, userKey) as User)
      },
    },
  }
}
