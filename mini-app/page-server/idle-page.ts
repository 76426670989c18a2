/** How long a page may be open without a call before that is worth a word, in milliseconds. */
const patience = 60_000

/** What is said of a page that calls nothing. */
export const nothingCalled =
  'The page has been open, and has not called the Toss app once. Where it was to: some mini-apps fake the login or the purchase ' +
  'while import.meta.env.DEV is true (Vite plugin: productionBranches: true), and some call only after a click.'

/** Watches whether pages that are open ever call the Toss app. */
export interface CallWatch {
  document(): void
  call(): void
  /** Ends the watch, and says so of pages that never called. */
  end(): void
}

/** @param say is told once, where a page was open and called nothing. */
export function watchForCalls(say: (hint: string) => void): CallWatch {
  let timer: NodeJS.Timeout | undefined
  let isOver = false
  function hint(): void {
    if (isOver) return
    isOver = true
    say(nothingCalled)
  }
  return {
    document() {
      timer ??= setTimeout(hint, patience).unref()
    },
    call() {
      isOver = true
      clearTimeout(timer)
    },
    end() {
      clearTimeout(timer)
      if (timer !== undefined) hint()
    },
  }
}
