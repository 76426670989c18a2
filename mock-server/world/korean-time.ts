const hour = 3_600_000

/** What Korean clocks show, as the platform writes it: `2025-09-12T16:57:12`, without a zone. */
export function koreanTime(instant: number): string {
  return new Date(instant + 9 * hour).toISOString().slice(0, -5)
}

/** The same wall-clock time in Korea `months` months later; the last day where the month is too short. */
export function addKoreanMonths(instant: number, months: number): number {
  const local = new Date(instant + 9 * hour)
  const day = local.getUTCDate()
  local.setUTCDate(1)
  local.setUTCMonth(local.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 0)).getUTCDate()
  local.setUTCDate(Math.min(day, lastDay))
  return local.getTime() - 9 * hour
}
