/** What the script is told as it is made. */
export interface Config {
  /** The constants, by the names of each protocol. */
  readonly A: Record<string, unknown>
  readonly B: Record<string, unknown>
  /** The calls that are answered, in protocol B. */
  readonly methods: readonly string[]
  /** The function on `window` that carries messages; without it they go to the page's own server. */
  readonly binding?: string
  /** Whether that server takes a web socket. */
  readonly webSockets?: true
  readonly consoleUrl?: string
}

/** Stands around the script's text. */
declare const __PHONE__: Config

export const config: Config = __PHONE__
