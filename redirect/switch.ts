const off = new Set(['off', 'false', '0', 'no'])

/** Whether `APPS_IN_TOSS_REDIRECT` switches the redirection off. */
export function isSwitchedOff(environment: Readonly<Record<string, string | undefined>>): boolean {
  return off.has((environment.APPS_IN_TOSS_REDIRECT ?? '').toLowerCase())
}
