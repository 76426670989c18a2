import type { Schedule, ScheduledChange } from './shapes/subscription.js'
import type { Transaction, View } from './store.js'

/** Notes when the subscription changes by itself; null: it does not. */
export function schedule(transaction: Transaction, orderId: string, dueAt: number | null): void {
  if (dueAt === null) {
    transaction.delete('scheduledChange', orderId)
    return
  }
  transaction.put('scheduledChange', orderId, { orderId, dueAt })
  const { nextDueAt } = scheduleOf(transaction)
  if (dueAt < nextDueAt) transaction.put('schedule', 'self', { nextDueAt: dueAt })
}

/** Whether anything may be due; costs the same however many subscriptions there are. */
export function isAnythingDue(view: View, now: number): boolean {
  return scheduleOf(view).nextDueAt <= now
}

/** The subscriptions that are due, the earliest first; looks at each living one. Afterwards nothing counts as due. */
export function takeDue(transaction: Transaction, now: number): ScheduledChange[] {
  if (!isAnythingDue(transaction, now)) return []
  const due: ScheduledChange[] = []
  let nextDueAt = Number.MAX_SAFE_INTEGER
  for (const change of transaction.list('scheduledChange', { limit: Number.POSITIVE_INFINITY })) {
    if (change.dueAt <= now) due.push(change)
    else nextDueAt = Math.min(nextDueAt, change.dueAt)
  }
  transaction.put('schedule', 'self', { nextDueAt })
  return due.sort((a, b) => a.dueAt - b.dueAt)
}

function scheduleOf(view: View): Schedule {
  return view.get('schedule', 'self') ?? { nextDueAt: Number.MAX_SAFE_INTEGER }
}
