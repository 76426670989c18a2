import type { Clock } from '../world/clock.js'

/** Resolves when the mock's clock has reached `deadline`, by itself or because it was moved. */
export function passed({ clock, deadline }: { clock: Clock; deadline: number }) {
  let timer: NodeJS.Timeout | undefined
  let stopListening = () => {}
  const promise = new Promise<undefined>((resolve) => {
    const look = () => {
      clearTimeout(timer)
      const left = deadline - clock.now()
      if (left <= 0) resolve(undefined)
      else timer = setTimeout(look, clock.state.frozen ? 1_000 : left)
    }
    stopListening = clock.onMove(look)
    look()
  })
  const stop = () => {
    clearTimeout(timer)
    stopListening()
  }
  return { promise, stop }
}
