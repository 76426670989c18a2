/** How a channel is filled. */
export interface ChannelOptions<Value> {
  /** Called when somebody takes the first value. */
  start(send: (value: Value) => void, end: () => void): void
  /** Called once, when the channel has ended or its taker has enough. */
  stop(): void
}

/**
 * Values that one side sends and the other takes one by one, in order; nothing is lost before it is taken. No generator: that
 * one could not be ended while somebody waits for its next value.
 */
export function openChannel<Value>({ start, stop }: ChannelOptions<Value>): AsyncIterableIterator<Value> {
  const waiting: Value[] = []
  let wake: (() => void) | undefined
  let state: 'new' | 'open' | 'ended' = 'new'
  let hasStopped = false

  function send(value: Value): void {
    if (state === 'ended') return
    waiting.push(value)
    wake?.()
  }

  function end(): void {
    state = 'ended'
    wake?.()
    if (hasStopped) return
    hasStopped = true
    stop()
  }

  return {
    async next() {
      if (state === 'new') {
        state = 'open'
        start(send, end)
      }
      while (waiting.length === 0 && state !== 'ended') {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      return waiting.length > 0 ? { done: false, value: waiting.shift() as Value } : { done: true, value: undefined }
    },
    async return() {
      waiting.length = 0
      end()
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
