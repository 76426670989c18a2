import { list, name, type Shape, text } from '../../../world/shape.js'
import { given } from '../arguments.js'
import { call } from '../row.js'

const texts = { type: 'object', additionalProperties: text } as Shape<Readonly<Record<string, string>>>

/** What the mini-app keeps on the phone: one store for each user, in memory. */
export const storageCalls = {
  getStorageItem: call({
    known: 'run',
    says: 'what was stored for the user; null where nothing was',
    takes: given({ key: name }, ['key']),
    isPrivate: true,
    A: { args: ['key'] },
    do: async ({ phone, user }, { key }) => phone.storageOf(await user()).get(key) ?? null,
  }),
  setStorageItem: call({
    known: 'run',
    says: 'stores a text for the user',
    takes: given({ key: name, value: text }, ['key', 'value']),
    isPrivate: true,
    A: { args: ['key', 'value'] },
    async do({ phone, user }, { key, value }) {
      phone.storageOf(await user()).set(key, value)
    },
  }),
  removeStorageItem: call({
    known: 'run',
    says: 'forgets one',
    takes: given({ key: name }, ['key']),
    isPrivate: true,
    A: { args: ['key'] },
    async do({ phone, user }, { key }) {
      phone.storageOf(await user()).delete(key)
    },
  }),
  getStorageItems: call({
    known: 'read',
    says: 'several at once',
    takes: given({ keys: list(name) }, ['keys']),
    isPrivate: true,
    only: 'B',
    async do({ phone, user }, { keys }) {
      const storage = phone.storageOf(await user())
      return Object.fromEntries(keys.map((key) => [key, storage.get(key) ?? null]))
    },
  }),
  setStorageItems: call({
    known: 'read',
    says: 'several at once',
    takes: given({ items: texts }, ['items']),
    isPrivate: true,
    only: 'B',
    async do({ phone, user }, { items: given }) {
      const storage = phone.storageOf(await user())
      for (const [key, value] of Object.entries(given)) storage.set(key, value)
    },
  }),
  clearItems: call({
    known: 'run',
    says: 'forgets all',
    only: 'A',
    async do({ phone, user }) {
      phone.storageOf(await user()).clear()
    },
  }),
  clearStorage: call({
    known: 'read',
    says: 'forgets all',
    only: 'B',
    async do({ phone, user }) {
      phone.storageOf(await user()).clear()
    },
  }),
}
