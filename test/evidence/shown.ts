/** Something that a test drove over a socket of the mock. */
export interface Shown {
  /** The operation or callback. */
  readonly of: string
  /** `SUCCESS`, the error code, another result type; of a callback its event type, or its method. */
  readonly outcome: string
  /** `world`: the state of the world led to it; `asked`: a fault, a magic value, an answer laid ready, or a switch. */
  readonly how: 'world' | 'asked'
  /** The client library that made the call, where the test says so. */
  readonly client: string | undefined
}

/** One line of a recording. */
export function shownText({ of, outcome, how, client }: Shown): string {
  return [of, outcome, how, client ?? '-'].join(' ')
}

/** The other way round. */
export function readShown(text: string): Shown {
  const [of = '', outcome = '', how, client] = text.split(' ')
  return { of, outcome, how: how as Shown['how'], client: client === '-' ? undefined : client }
}

/** A mini-app that is called `by-curl` is called by curl, and by nobody else: the name is that of its certificate. */
export function clientOfMiniApp(miniApp: string): string | undefined {
  return miniApp.startsWith('by-') ? miniApp.slice('by-'.length) : undefined
}

/** What one test file drove. */
export interface Recording {
  /** From the root of the project: `test/clients/matrix.long.test.ts`. */
  readonly file: string
  /** {@link shownText} of each, sorted. */
  readonly shown: readonly string[]
}
