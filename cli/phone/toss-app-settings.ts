import { CodedError } from '../../errors/index.js'
import type { AppAnswer, AppChanges } from '../../mock-server/index.js'
import { type AnswerKind, answerKinds, askingKinds } from '../../mock-server/toss-side/app/settings.js'
import type { PhoneSettings } from '../settings/read-settings.js'

/**
 * What the flags say of the Toss app, as `mock.toss.app.set` takes it; empty where they say nothing.
 *
 * @throws CodedError `ERR_INVALID_OPTION` that begins with the key of the setting
 */
export function tossAppChanges(settings: PhoneSettings): AppChanges {
  const { answers = [], tossUser, tossEnv, tossOs, tossVersion, tossStrict } = settings
  return {
    ...(answers.length > 0 && { answers: readAnswers(answers) }),
    ...(tossUser !== undefined && { userKey: tossUser }),
    ...(tossEnv !== undefined && { environment: oneOf('tossEnv', tossEnv, ['toss', 'sandbox'] as const) }),
    ...(tossOs !== undefined && { os: oneOf('tossOs', tossOs, ['android', 'ios'] as const) }),
    ...(tossVersion !== undefined && { appVersion: readVersion(tossVersion) }),
    ...(tossStrict !== undefined && { strict: tossStrict }),
  }
}

/** `ask` is of every kind that the app asks for; `purchase=cancel` of one. What comes later counts. */
function readAnswers(texts: readonly string[]): Partial<Record<AnswerKind, AppAnswer>> {
  const answers: Partial<Record<AnswerKind, AppAnswer>> = {}
  for (const text of texts) {
    const [, kind, answer = ''] = /^(?:(\w+)=)?(.*)$/s.exec(text) ?? []
    if (!/^(ask|approve|cancel|fail:[A-Z0-9_]{1,64})$/.test(answer)) {
      const fix = 'For example --answers approve, --answers purchase=fail:USER_CANCELED.'
      throw refused('answers', 'must be ask, approve, cancel or fail:CODE', text, fix)
    }
    const kinds = kind === undefined ? askingKinds : [oneOf('answers', kind, answerKinds)]
    for (const each of kinds) answers[each] = answer as AppAnswer
  }
  return answers
}

function readVersion(text: string): string {
  if (/^\d{1,4}\.\d{1,4}\.\d{1,4}$/.test(text)) return text
  throw refused('tossVersion', 'must be three numbers with dots between', text, 'For example 5.300.0.')
}

function oneOf<Word extends string>(key: keyof PhoneSettings, text: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === text)
  if (found !== undefined) return found
  const last = words.at(-1)
  const listed = `${words.slice(0, -1).join(', ')} or ${last}`
  throw refused(key, `must be ${key === 'answers' ? 'of one of the kinds ' : ''}${listed}`, text)
}

function refused(key: keyof PhoneSettings, rule: string, text: string, fix?: string): CodedError {
  const message = `${key} ${rule}, not ${JSON.stringify(text.slice(0, 100))}`
  return new CodedError('ERR_INVALID_OPTION', message, fix === undefined ? {} : { fix })
}
