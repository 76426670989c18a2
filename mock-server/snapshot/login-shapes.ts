import { features, scopes } from '../../contracts/index.js'
import type { AnonymousKeyCode } from '../world/anonymous-key.js'
import type { CallbackSettings, UnlinkSettings, WebhookSettings } from '../world/callback-settings.js'
import type { AccessToken, AuthorizationCode, RefreshToken } from '../world/login.js'
import type { MiniApp } from '../world/mini-app.js'
import type { Link, Profile, User } from '../world/user.js'
import { instant, list, name, object, orNull, text, truth, userKey, word } from './shape.js'

const scopeList = list(word(...scopes))
const featureList = list(word(...features))

const token = { token: name, userKey, linkId: text, scopes: scopeList, expiresAt: instant }

/** The mini-app, its users, and what a login leaves behind. */
export const loginShapes = {
  miniApp: object<MiniApp>({
    scopes: scopeList,
    terms: list(name),
    featuresOff: featureList,
    featuresDown: featureList,
  }),
  user: object<User>({
    userKey,
    anonKey: name,
    profile: object<Profile>({
      name,
      phone: text,
      birthday: text,
      gender: word('MALE', 'FEMALE'),
      nationality: word('LOCAL', 'FOREIGNER'),
      ci: text,
      email: orNull(text),
    }),
    link: orNull(object<Link>({ id: name, scopes: scopeList, agreedTerms: list(text), linkedAt: instant })),
    pushEnabled: truth,
    leftTossAt: orNull(instant),
    createdAt: instant,
  }),
  anonKey: userKey,
  authorizationCode: object<AuthorizationCode>({
    code: name,
    userKey,
    linkId: name,
    scopes: scopeList,
    referrer: text,
    expiresAt: instant,
    usedAt: orNull(instant),
  }),
  accessToken: object<AccessToken>(token),
  refreshToken: object<RefreshToken>({ ...token, usedAt: orNull(instant) }),
  anonymousKeyCode: object<AnonymousKeyCode>({ code: name, userKey, expiresAt: instant, usedAt: orNull(instant) }),
  callbackSettings: object<CallbackSettings>({
    unlink: orNull(object<UnlinkSettings>({ url: name, method: word('GET', 'POST'), basicAuth: text })),
    subscription: orNull(object<WebhookSettings>({ url: name, basicAuth: orNull(text) })),
  }),
}
