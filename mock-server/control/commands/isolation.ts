import type { OperationId } from '../../../contracts/index.js'
import { callByName } from '../../toss-side/by-name.js'
import {
  between,
  count,
  done,
  list,
  name,
  type Of,
  object,
  options,
  type Shape,
  saying,
  text,
  whatever,
} from '../../world/shape.js'
import { mockCommand } from '../route.js'

const pem = saying(text, 'PEM.')

const wantedMiniApp = options({ appName: saying(text, 'The name; a number is added where it is taken.') })

const preparedAnswers = object({
  answers: list(
    object({
      name: saying(text, 'What the journal calls it.'),
      status: between(100, 599),
      body: saying(whatever, 'The whole body, envelope included; the contract has to allow it.'),
    }),
    { maxItems: 1000 },
  ),
})

const calledMethod = object({
  method: { ...text, examples: ['logIn', 'payments.approve'] } as Shape<string>,
  arguments: list(whatever, { maxItems: 10 }),
})

/** What a test in another process needs of the mock: a mini-app of its own, answers laid ready, the Toss side by name. */
export const isolationCommands = {
  open: mockCommand({
    at: 'POST isolated-mini-apps',
    id: 'openIsolatedMiniApp',
    says: 'A mini-app for one test: certificate, world, and a part of the journal with nothing hidden',
    takes: wantedMiniApp,
    gives: object({
      appName: text,
      cert: pem,
      key: pem,
      ca: pem,
      baseUrl: text,
      payBaseUrl: text,
      decryptionKey: text,
      aad: text,
      journalId: saying(count, 'The id of the newest journal entry; later ones have greater ids.'),
    }),
    status: 201,
    async do({ isolation, journal, ca, info }, { appName: wanted }: Of<typeof wantedMiniApp>) {
      await journal.settled()
      const journalId = journal.counts.recorded
      const { appName, cert, key } = await isolation.open(wanted)
      const { baseUrl, payBaseUrl, decryptionKey, aad } = info()
      return { appName, cert, key, ca, baseUrl, payBaseUrl, decryptionKey, aad, journalId }
    },
  }),
  release: mockCommand({
    at: 'DELETE isolated-mini-apps/{miniApp}',
    id: 'releaseIsolatedMiniApp',
    says: 'Drop such a mini-app with everything it has',
    gives: done,
    do: ({ isolation }, miniApp: string) => isolation.release(miniApp),
  }),
  setOverrides: mockCommand({
    at: 'PUT mini-apps/{miniApp}/overrides/{operation}',
    id: 'setOverrides',
    says: 'Lay answers ready for the next calls of an operation, in place of its own; the world is not touched',
    takes: preparedAnswers,
    gives: done,
    do({ overrides }, miniApp: string, operation: OperationId, { answers }: Of<typeof preparedAnswers>) {
      overrides.set(miniApp, operation, answers)
      return overrides.settled()
    },
  }),
  listOverrides: mockCommand({
    at: 'GET mini-apps/{miniApp}/overrides',
    id: 'listOverrides',
    says: 'The names of the answers that still wait, by operation',
    gives: { type: 'object', additionalProperties: list(name) } as Shape<
      Partial<Record<OperationId, readonly string[]>>
    >,
    under: 'waiting',
    async do({ overrides }, miniApp: string) {
      await overrides.settled()
      return overrides.waiting(miniApp)
    },
  }),
  callTossSide: mockCommand({
    at: 'POST mini-apps/{miniApp}/toss-side',
    id: 'callTossSide',
    says: 'Call a method of the Toss side by its name, as mock.toss has it in process',
    takes: calledMethod,
    gives: options({ result: saying(whatever, 'What it gave back, instants in milliseconds; absent for nothing.') }),
    do: async ({ tossSide }, miniApp: string, { method, arguments: args }: Of<typeof calledMethod>) => ({
      result: await callByName(tossSide(miniApp), method, args),
    }),
  }),
}
