import type { BankBreak, PaySettings } from './shapes/pay.js'
import type { View } from './store.js'

/** A mini-app whose key is good, at a time when every bank works. */
export const defaultPaySettings: PaySettings = { merchantKey: 'VALID', bankBreak: null }

/** The settings as they are at `now`: a maintenance window that is over is gone. */
export function paySettingsAt(view: View, now: number): PaySettings {
  const settings = view.get('paySettings', 'self') ?? defaultPaySettings
  const { bankBreak } = settings
  return bankBreak !== null && bankBreak.until <= now ? { ...settings, bankBreak: null } : settings
}

/** The maintenance window that a bank is in, or null. Without `bankCode`: that every bank is in. */
export function bankBreakAt(view: View, now: number, bankCode?: string): BankBreak | null {
  const { bankBreak } = paySettingsAt(view, now)
  if (bankBreak === null || now < bankBreak.from) return null
  const { bankCodes } = bankBreak
  return bankCodes === null || (bankCode !== undefined && bankCodes.includes(bankCode)) ? bankBreak : null
}
