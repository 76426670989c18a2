import { setImmediate as nextMoment } from 'node:timers/promises'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { expect, onTestFinished, test } from 'vitest'
import { generatePrivateKey } from '../../../ca/private-key.js'
import { startMockServer } from '../../../mock-server/index.js'
import { createTokenSigner, NotSignedYet } from '../../../mock-server/world/token-signer.js'
import { bearer, send } from './requests.js'

const claims = (jti: string) => ({
  ...({ sub: 'a-user', aud: 'a-mini-app', scope: ['user_name'], iss: 'https://cert.toss.im', jti } as const),
  ...{ nbf: 1_000, iat: 1_000, exp: 4_600 },
})

test('the first token of a moment is signed at once; the next ones on other threads, for the call that is done again', async () => {
  const signer = createTokenSigner(await generatePrivateKey())
  const signedLater = (jti: string) => {
    try {
      signer.sign(claims(jti))
    } catch (error) {
      if (error instanceof NotSignedYet) return error.signed
      throw error
    }
    throw new Error(`${jti} was signed at once`)
  }
  const first = signer.sign(claims('first'))
  await Promise.all([signedLater('second'), signedLater('third')])
  const tokens = [first, ...['second', 'third'].map((jti) => signer.sign(claims(jti)))]
  const keys = createLocalJWKSet({ keys: [...signer.jwks.keys] as never })
  const verified = tokens.map((token) => jwtVerify(token, keys, { currentDate: new Date(2_000_000) }))
  expect((await Promise.all(verified)).map(({ payload }) => payload.jti)).toEqual(['first', 'second', 'third'])
  await nextMoment()
  await nextMoment()
  expect(signer.sign(claims('alone'))).toBeTypeOf('string')
})

test('a refresh token is that of its code in every run, in whatever order the calls are signed', async () => {
  const tokensOf = async (order: readonly number[]) => {
    const mock = await startMockServer({ seed: 'twice' })
    onTestFinished(() => mock.close())
    const bodies: object[] = []
    while (bodies.length < order.length) bodies.push(await mock.toss.logIn())
    const tokens: string[] = []
    for (const index of order) {
      const { body } = await send(mock, '/generate-token', { body: bodies[index] as object })
      tokens[index] = body.success.refreshToken
    }
    return tokens
  }
  const tokens = await tokensOf([0, 1, 2])
  expect(new Set(tokens).size).toBe(3)
  expect(await tokensOf([2, 0, 1])).toEqual(tokens)
})

test('callers that come at once get each the tokens of their own user, once', async () => {
  const mock = await startMockServer()
  onTestFinished(() => mock.close())
  const logins = await Promise.all(Array.from({ length: 24 }, () => mock.toss.logIn()))
  const answers = await Promise.all(logins.map((body) => send(mock, '/generate-token', { body })))
  const users = answers.map(({ body }) => send(mock, '/login-me', { headers: bearer(body.success.accessToken) }))
  const keys = (await Promise.all(users)).map(({ body }) => body.success.userKey)
  expect(keys).toEqual(logins.map(({ userKey }) => userKey))
  expect(new Set(answers.map(({ body }) => body.success.refreshToken)).size).toBe(24)
  expect(mock.journal.exchanges({ operation: 'login.generateToken' })).toHaveLength(24)
})
