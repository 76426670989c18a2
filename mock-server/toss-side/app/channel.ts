/** Values that one side sends and the other takes one by one, in order. Nothing is lost before it is taken. */
export interface Channel<Value> extends AsyncIterable<Value> {
  send(value: Value): void
  /** No more values; those that were sent are still taken. */
  end(): void
}

/**
 * An open channel.
 *
 * @param onStop - called once, when its taker has enough or when it has ended
 */
export function openChannel<Value>(onStop: () => void = () => {}): Channel<Value> {
  const waiting: Value[] = []
  let wake: (() => void) | undefined
  let hasEnded = false
  let hasStopped = false

  function stop(): void {
    if (hasStopped) return
    hasStopped = true
    onStop()
  }

  function end(): void {
    hasEnded = true
    wake?.()
  }

  return {
    send(value) {
      if (hasEnded) return
      waiting.push(value)
      wake?.()
    },
    end,
    [Symbol.asyncIterator]: () => ({
      async next() {
        while (waiting.length === 0 && !hasEnded) {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        }
        if (waiting.length > 0) return { done: false, value: waiting.shift() as Value }
        stop()
        return { done: true, value: undefined }
      },
      async return() {
        waiting.length = 0
        end()
        stop()
        return { done: true, value: undefined }
      },
    }),
  }
}
