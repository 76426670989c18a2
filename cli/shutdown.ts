import { randomUUID } from 'node:crypto'
import type { StopOrder } from '../mock-server/control/route.js'

/** The signals that end a mock. A closed terminal sends SIGHUP. */
const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const

type Signal = keyof typeof signals

/** A terminal signals the whole process group, and some parents pass it on to their child once more: it is still one Ctrl-C. */
const sameKeystroke = 250

/**
 * Resolves at the first signal that asks the process to end. A second one ends it at once, with 128 and the signal's
 * number, as a process that the signal kills would.
 */
export function untilStopped(): Promise<Signal> {
  let first: { readonly signal: Signal; readonly at: number } | undefined
  return new Promise((resolve) => {
    for (const signal of Object.keys(signals) as Signal[]) {
      process.on(signal, () => {
        const at = performance.now()
        if (first === undefined) resolve(signal)
        else if (signal !== first.signal || at - first.at > sameKeystroke) process.exit(128 + signals[signal])
        first ??= { signal, at }
      })
    }
  })
}

/** A secret for whoever reads `running.json`, and what resolves when the mock is ended with it: `stop` on the command line. */
export function stopOrder(): StopOrder & { readonly ordered: Promise<void> } {
  let obey = () => {}
  const ordered = new Promise<void>((resolve) => {
    obey = resolve
  })
  return { secret: randomUUID(), obey: () => obey(), ordered }
}
