/** What is done most, by the `operationId` of the route, with a short word each. */
export const shortWords: Readonly<Record<string, string>> = {
  logIn: 'login',
  approvePayment: 'approve',
  purchase: 'purchase',
  unlinkUser: 'unlink',
  readInbox: 'inbox',
}

/** One subject as a command of its own. */
export interface Group {
  readonly says: string
  /** What each word does, by `operationId`; without a word, the first. */
  readonly words: Readonly<Record<string, string>>
  /** The same for every mini-app, with `--every-mini-app`. */
  readonly forAll?: Readonly<Record<string, string>>
}

/** What is looked at and moved while a program is tried out. */
export const groups = {
  clock: {
    says: 'read and move the clock of the running mock: clock advance 1h',
    words: { get: 'getClock', advance: 'advanceClock', freeze: 'freezeClock', resume: 'resumeClock' },
  },
  journal: {
    says: 'what was called, refused and sent so far, and, with --follow, what comes',
    words: {
      read: 'readJournal',
      entry: 'readJournalEntry',
      export: 'exportJournal',
      har: 'exportHar',
      clear: 'clearJournal',
    },
  },
  faults: {
    says: 'what goes wrong with the next calls: faults add-scenario flaky-network',
    words: {
      list: 'listFaults',
      add: 'addFault',
      scenarios: 'listFaultScenarios',
      'add-scenario': 'addFaultScenario',
      remove: 'removeFault',
      clear: 'clearFaults',
    },
    forAll: {
      list: 'listFaultsForAll',
      add: 'addFaultForAll',
      'add-scenario': 'addFaultScenarioForAll',
      remove: 'removeFaultForAll',
      clear: 'clearFaultsForAll',
    },
  },
} as const satisfies Readonly<Record<string, Group>>

/** A command that is made of the control API's routes. */
export type RouteCommand = 'toss' | keyof typeof groups
