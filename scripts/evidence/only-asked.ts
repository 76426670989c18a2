import { operations } from '../../contracts/index.js'

const broken =
  'A fault on the side of the platform. A switch of the Toss side breaks the feature (featuresDown), and so do the fault fail, a magic value, or an answer laid ready.'

/**
 * Outcomes that nothing in the mock's world leads to, and why. They can be had all the same: with the fault `fail`, with a
 * magic value, or as an answer laid ready. A test fails when one is missing, and when one is no longer true.
 */
export const onlyAskedReasons: Readonly<Record<string, string>> = {
  ...Object.fromEntries(operations.map(({ id }) => [`${id} INTERNAL_ERROR`, broken])),
  'login.loginMe USER_KEY_NOT_FOUND':
    'The guide lists it; nothing that user, app or console can do is known to lead to it. The fault fail, the token TEST_USER_KEY_NOT_FOUND, or an answer laid ready gives it.',
  'login.loginMe INVALID_PARAMETER':
    'It is listed for every operation; this one reads no body, and a malformed token is answered as an unknown one. The fault fail, the token TEST_INVALID_PARAMETER, or an answer laid ready gives it.',
}
