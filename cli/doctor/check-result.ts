/** How a check ended. `skipped`: something that it needs is missing, and another finding says what. */
export type CheckStatus = 'ok' | 'warning' | 'problem' | 'skipped'

/** What is checked, in this order. */
export const checks = [
  'base-url',
  'certificate',
  'key',
  'dates',
  'purpose',
  'permissions',
  'issuer',
  'authority',
  'trusted-by-node',
  'verification',
  'proxy',
  'decryption-key',
  'port',
  'handshake',
  'api',
  'clock',
  'mini-app',
] as const

/** One of `checks`. */
export type Check = (typeof checks)[number]

/** The outcome of one check. */
export interface CheckResult {
  readonly check: Check
  readonly status: CheckStatus
  /** What was found, and what it means. */
  readonly text: string
  /** What to do about it. */
  readonly fix?: string
}

export const ok = (check: Check, text: string): CheckResult => ({ check, status: 'ok', text })
export const skipped = (check: Check, text: string): CheckResult => ({ check, status: 'skipped', text })
export const warning = (check: Check, text: string, fix: string): CheckResult => ({
  check,
  status: 'warning',
  text,
  fix,
})
export const problem = (check: Check, text: string, fix: string): CheckResult => ({
  check,
  status: 'problem',
  text,
  fix,
})
