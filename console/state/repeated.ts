/** Work that is done again when it is asked for, one at a time and not more often than every `pause` milliseconds. */
export interface Repeated {
  ask(): void
  stop(): void
}

/** Nothing is done before the first `ask`. What is asked for meanwhile is done once, afterwards. */
export function createRepeated(work: (signal: AbortSignal) => Promise<void>, pause: number): Repeated {
  const abort = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isRunning = false
  let again = false
  let lastAt = 0

  function ask(): void {
    if (abort.signal.aborted) return
    if (isRunning) again = true
    else timer ??= setTimeout(run, Math.max(0, lastAt + pause - Date.now()))
  }

  async function run(): Promise<void> {
    timer = undefined
    isRunning = true
    lastAt = Date.now()
    await work(abort.signal)
    isRunning = false
    if (again) {
      again = false
      ask()
    }
  }

  return {
    ask,
    stop() {
      clearTimeout(timer)
      abort.abort()
    },
  }
}
