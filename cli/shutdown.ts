/** The signals that end a mock. A closed terminal sends SIGHUP. */
const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const

/** A terminal signals the whole process group, and some parents pass it on to their child once more: it is still one Ctrl-C. */
const sameKeystroke = 250

/**
 * Resolves at the first signal that asks the process to end. A second one ends it at once, with 128 and the signal's
 * number, as a process that the signal kills would.
 */
export function untilStopped(): Promise<keyof typeof signals> {
  let first: number | undefined
  return new Promise((resolve) => {
    for (const [signal, number] of Object.entries(signals)) {
      process.on(signal, () => {
        const now = performance.now()
        if (first === undefined) resolve(signal as keyof typeof signals)
        else if (now - first > sameKeystroke) process.exit(128 + number)
        first ??= now
      })
    }
  })
}
