import { decryptionFixes, openField } from '../../../contracts/index.js'
import { CodedError } from '../../../errors/index.js'
import { done, list, name, object, options, type Shape, saying, text, textOf, word } from '../../world/shape.js'
import { infoShape, mockCommand } from '../route.js'

const webKeySet = object({
  keys: list(object({ kty: text, n: text, e: text, kid: text, alg: text, use: text })),
}) as Shape<object>

/** The mock itself: how to reach it, its mini-apps, reset, end. */
export const mockCommands = {
  health: mockCommand({
    at: 'GET health',
    id: 'health',
    says: 'Answers when the mock does',
    gives: word('ok'),
    under: 'status',
    do: async () => 'ok' as const,
  }),
  info: mockCommand({
    at: 'GET info',
    id: 'info',
    says: 'How to reach the mock: URLs, paths of the certificate files, decryption key',
    gives: infoShape,
    do: async ({ info }) => info(),
  }),
  jwks: mockCommand({
    at: 'GET .well-known/jwks.json',
    id: 'jwks',
    says: 'The public key of the access tokens',
    gives: webKeySet,
    do: async ({ jwks }) => jwks,
  }),
  miniApps: mockCommand({
    at: 'GET mini-apps',
    id: 'listMiniApps',
    says: 'The mini-apps that have called the mock or were set up',
    gives: list(name),
    under: 'miniApps',
    do: ({ miniApps }) => miniApps(),
  }),
  reset: mockCommand({
    at: 'POST reset',
    id: 'reset',
    says: 'Back to the beginning: the seeded worlds or none, the seeded clock or real time, an empty journal',
    gives: done,
    do: ({ reset }) => reset(),
  }),
  resetMiniApp: mockCommand({
    at: 'POST mini-apps/{miniApp}/reset',
    id: 'resetMiniApp',
    says: 'The world of one mini-app as it was seeded, or none',
    gives: done,
    do: ({ reset }, miniApp: string) => reset(miniApp),
  }),
  stop: mockCommand({
    at: 'POST stop',
    id: 'stop',
    says: 'End the program, for whoever knows the secret in its running.json: apps-in-toss-mock stop',
    takes: options({ secret: textOf(1, 200) }, ['secret']),
    gives: done,
    async do({ stopOrder }, { secret }: { secret: string }) {
      if (stopOrder === undefined) {
        throw new CodedError('ERR_CONFLICT', 'this mock is part of another program, which ends it', {
          fix: 'End it where it was started: only apps-in-toss-mock start can be ended so.',
        })
      }
      if (secret !== stopOrder.secret) {
        throw new CodedError('ERR_FORBIDDEN', 'the secret is not that of this mock; it goes on', {
          fix: 'Call apps-in-toss-mock stop with the --dir of this mock.',
        })
      }
      stopOrder.obey()
    },
  }),
  decryptField: mockCommand({
    at: 'POST decrypt',
    id: 'decryptField',
    says: 'Decrypt a personal field of login-me with the key of this mock',
    takes: options({ value: saying(textOf(1, 10_000), 'As login-me gave it.') }, ['value']),
    gives: object({ text }),
    async do({ info }, { value }: { value: string }) {
      const { decryptionKey, aad } = info()
      const opened = openField({ key: Buffer.from(decryptionKey, 'base64'), aad: Buffer.from(aad) }, value, 'value')
      if ('text' in opened) return opened
      throw new CodedError('ERR_DECRYPTION', `value: ${opened.what}`, { fix: decryptionFixes[opened.suspect] })
    },
  }),
}
