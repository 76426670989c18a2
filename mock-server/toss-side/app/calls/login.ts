import { miniAppOf } from '../../../world/mini-app.js'
import { text, textOf, truth } from '../../../world/shape.js'
import { given } from '../arguments.js'
import { AppFailure } from '../failure.js'
import { call } from '../row.js'

/** Told by a report of a login that did not work; that the user who closes the terms gives the same is assumed. */
const loginFailed = () => new AppFailure(notLoggedIn, 'Login failed')
const notLoggedIn = 'APP_LOGIN'

/** Who the user is. */
export const loginCalls = {
  appLogin: call({
    known: 'run',
    says: 'logs the user in; the code is one that generate-token exchanges. A user who is not linked sees the terms first',
    async do({ context, phone, users, user, logIn, decide, warn }) {
      const { userKey, link, leftTossAt } = await users.get(await user())
      if (leftTossAt !== null) {
        warn(`user ${userKey} left Toss: nobody like that holds a phone any more`)
        throw loginFailed()
      }
      const { decision } = await decided(link !== null)
      if (decision === 'cancel') throw loginFailed()
      const referrer = phone.settings.environment === 'toss' ? 'DEFAULT' : 'SANDBOX'
      const { authorizationCode } = await logIn({ userKey, referrer })
      return { authorizationCode, referrer }

      async function decided(isLinked: boolean) {
        const answer = phone.settings.answers.login
        if (isLinked && !answer.startsWith('fail:')) {
          if (answer === 'cancel') warn(`user ${userKey} is linked: the app shows no terms that could be closed`)
          return { decision: 'approve' } as const
        }
        const { scopes, terms } = await context.read((world) => miniAppOf(world))
        return decide({
          kind: 'login',
          title: context.miniApp,
          details: [scopes.join(' '), ...terms],
          failures: [notLoggedIn],
          closing: notLoggedIn,
        })
      }
    },
  }),
  getIsTossLoginIntegratedService: call({
    known: 'run',
    says: 'whether the user is linked to the mini-app',
    do: async ({ users, user }) => (await users.get(await user())).link !== null,
  }),
  getAnonymousKey: call({
    known: 'run',
    says: 'the hash of the user, the same each time; verify knows it',
    A: { refused: () => 'ERROR' },
    do: async ({ anonymousKeys, user }) => hashOf(await anonymousKeys.get({ userKey: await user() })),
  }),
  getUserKeyForGame: call({
    known: 'run',
    says: 'as getAnonymousKey',
    only: 'A',
    A: { refused: () => 'ERROR' },
    do: async ({ anonymousKeys, user }) => hashOf(await anonymousKeys.get({ userKey: await user() })),
  }),
  createAnonymousKeyAuthCode: call({
    known: 'assumed',
    says: 'a code that exchange takes once (SDK 3.6; its name on the wire is assumed)',
    only: 'B',
    async do({ anonymousKeys, user }) {
      const { code } = await anonymousKeys.createAuthCode({ userKey: await user() })
      return { code }
    },
  }),
  getConsentedUserData: call({
    known: 'assumed',
    says: 'the profile of the user, in the names of the SDK’s types',
    takes: given({ consentedUserDataKey: textOf(1, 200), shouldRequestAgreementWhenUserDeclined: truth }, [
      'consentedUserDataKey',
    ]),
    async do({ users, user, decide }, { consentedUserDataKey }) {
      const { decision } = await decide({
        kind: 'userData',
        title: consentedUserDataKey,
        details: [],
        failures: userDataFailures,
        closing: notHandedOver,
      })
      if (decision === 'cancel') throw new AppFailure(notHandedOver)
      const { name, phone, birthday, gender, nationality, email } = (await users.get(await user())).profile
      return {
        USER_NAME: name,
        USER_PHONE: phone,
        USER_BIRTHDAY: birthday,
        USER_GENDER: gender,
        USER_NATIONALITY: nationality,
        ...(email !== null && { USER_EMAIL: email }),
      }
    },
  }),
  appsInTossSignTossCert: call({
    known: 'assumed',
    says: 'nothing: Toss Cert is outside the mock',
    takes: given({ txId: text }),
    async do({ warn }) {
      warn('appsInTossSignTossCert: Toss Cert is outside the mock; the call ends as if the user had signed')
    },
  }),
}

/** The user closes the screen. */
const notHandedOver = 'CANCELED'

/** Documented (SDK types). */
const userDataFailures = [
  'USER_DECLINED',
  'UNAVAILABLE',
  'TERMS_NOT_SET',
  'INVALID_REQUEST',
  notHandedOver,
  'CONSENTED_USER_DATA_AGREEMENT_FAILED',
  'CONSENTED_USER_DATA_INVALID_DATA',
]

const hashOf = ({ type, hash }: { readonly type: 'HASH'; readonly hash: string }) => ({ type, hash })
