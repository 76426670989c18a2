import { type Stage, take } from './stage.js'

/** Anonymous keys and the codes that are exchanged for them. */
export async function anonymousKeyLife({ app, other, notebook }: Stage): Promise<void> {
  const [user, stranger] = await Promise.all([app.user(), other.user()])
  const ofUser = { userKey: user.userKey }
  const { hash } = await app.toss.post('/anonymous-keys', ofUser)
  const { hash: again } = await app.toss.post('/anonymous-keys', ofUser)
  const { hash: foreign } = await other.toss.post('/anonymous-keys', { userKey: stranger.userKey })
  const verify = (key: string) => app.call('anonymousKey.verify', { headers: { 'x-anon-key': key } })
  notebook.success(await verify(hash))
  const stable = 'anonymousKey.verify/anonKey.stable'
  notebook.holds(stable, hash === again ? 'the same twice' : 'another one each time', {
    field: 'the anonymous key of a user',
    expected: 'the same each time',
    holds: hash === again,
  })
  notebook.failure(await verify(foreign), '4010', [stable])
  notebook.holds('anonymousKey.verify/anonKey.length', `${hash.length} characters`, {
    field: 'the anonymous key of a user',
    expected: 'at most 64 characters',
    holds: hash.length <= 64,
  })

  const exchange = (code: string) => app.call('anonymousKey.exchange', { json: { code } })
  const { code } = await app.toss.post('/anonymous-key-auth-codes', ofUser)
  const exchanged = await exchange(code)
  notebook.success(exchanged)
  notebook.holds('anonymousKey.exchange/success', 'an anonymous key', {
    field: 'response.body.success.anonKey',
    expected: 'the key that getAnonymousKey() gives',
    holds: take(exchanged, 'anonKey') === hash,
  })
  notebook.failure(await exchange(code), '4011', ['anonymousKey.exchange/anonCode.singleUse'])
  const { code: foreignCode } = await other.toss.post('/anonymous-key-auth-codes', { userKey: stranger.userKey })
  notebook.failure(await exchange(foreignCode), '4011')
}
