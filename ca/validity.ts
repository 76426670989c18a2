import { CodedError } from '../errors/index.js'

/** From when to when a certificate is valid. */
export interface Validity {
  readonly notBefore: Date
  readonly notAfter: Date
}

const day = 86_400_000
const yearTenThousand = Date.UTC(10_000, 0, 1)

/** Clocks of containers and virtual machines run a little apart; a certificate made now must be valid there as well. */
const clockSkew = 5 * 60_000

/** When a certificate that is made at `now` becomes valid: five minutes before. */
export function validFrom(now: Date): Date {
  return new Date(now.getTime() - clockSkew)
}

/**
 * Fills in what was not given: a certificate that is valid from five minutes ago, for `days` days.
 *
 * @throws CodedError `ERR_INVALID_OPTION` when it would end before it begins
 */
export function validity(given: Partial<Validity>, days: number): Validity {
  const length = days * day
  const notBefore =
    given.notBefore ?? (given.notAfter ? new Date(given.notAfter.getTime() - length) : validFrom(new Date()))
  const notAfter = given.notAfter ?? new Date(notBefore.getTime() + length)
  if (!(notBefore < notAfter)) {
    throw new CodedError('ERR_INVALID_OPTION', 'notBefore must be a date before notAfter.')
  }
  if (notAfter.getTime() >= yearTenThousand) {
    throw new CodedError('ERR_INVALID_OPTION', 'notAfter must be before the year 10000, which no certificate can say.')
  }
  return { notBefore, notAfter }
}

/**
 * The validity of a certificate that is issued now, for `days` days by a clock that may be ahead of real time: it is valid
 * today, and on that clock.
 */
export function validityOn(clock: Date, days: number, now: Date = new Date()): Validity {
  const latest = clock > now ? clock : now
  return { notBefore: validFrom(now), notAfter: new Date(validFrom(latest).getTime() + days * day) }
}
