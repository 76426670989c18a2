import { createHash } from 'node:crypto'
import { givenNames, surnames } from './korean-names.js'
import type { Random } from './random.js'
import type { Profile } from './shapes/login.js'

const dayMs = 86_400_000
const youngest = Date.UTC(2007, 11, 31)
const oldest = Date.UTC(1950, 0, 1)

/** Makes plausible Korean people from a mini-app's randomness. */
export interface PeopleMaker {
  profile(random: Random, given?: Partial<Profile>): Profile
}

/** Loads what is needed for it. */
export async function loadPeopleMaker(): Promise<PeopleMaker> {
  return {
    profile(random, given = {}) {
      // Drawn whatever is given, so that what is drawn afterwards does not depend on it.
      const draw = random.integer(0, 2 ** 32 - 1)
      const gender = given.gender ?? random.pick(['MALE', 'FEMALE'] as const)
      const name = given.name ?? nameOf(draw, gender)
      const phone = given.phone ?? `010${random.integer(20_000_000, 99_999_999)}`
      const birthday = given.birthday ?? yyyyMMdd(oldest + random.integer(0, (youngest - oldest) / dayMs) * dayMs)
      return {
        name,
        phone,
        birthday,
        gender,
        nationality: given.nationality ?? (random.chance(0.97) ? 'LOCAL' : 'FOREIGNER'),
        ci: given.ci ?? createHash('sha512').update(`${name}\n${phone}\n${birthday}`).digest('base64'),
        // Null is given, too: a user without an e-mail address.
        email:
          given.email === undefined && random.chance(0.3)
            ? `user${phone.slice(-4)}@example.com`
            : (given.email ?? null),
      }
    },
  }
}

function nameOf(draw: number, gender: Profile['gender']): string {
  const given = givenNames[gender]
  return `${surnames[draw % surnames.length]}${given[Math.floor(draw / surnames.length) % given.length]}`
}

function yyyyMMdd(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10).replaceAll('-', '')
}
