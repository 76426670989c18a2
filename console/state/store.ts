import { useEffect, useState } from 'preact/hooks'

/** A value that tells when it changes. */
export interface Store<Value> {
  get(): Value
  set(change: Partial<Value>): void
  subscribe(listener: () => void): () => void
}

/** A store that begins with a value. */
export function createStore<Value extends object>(initial: Value): Store<Value> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(change) {
      value = { ...value, ...change }
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** A part of a store, drawn anew when that part changes. */
export function useStore<Value, Part>(store: Store<Value>, part: (value: Value) => Part): Part {
  const [seen, setSeen] = useState({ part: part(store.get()) })
  useEffect(() => {
    const look = () => {
      const next = part(store.get())
      setSeen((before) => (Object.is(before.part, next) ? before : { part: next }))
    }
    look()
    return store.subscribe(look)
  }, [store])
  return seen.part
}
