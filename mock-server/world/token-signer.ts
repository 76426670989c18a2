import { createPrivateKey, createPublicKey, type JsonWebKey, sign } from 'node:crypto'
import { promisify } from 'node:util'

/** The claims of an access token, as in the guide's sample. Times are seconds since 1970. */
export interface AccessTokenClaims {
  readonly sub: string
  readonly aud: string
  readonly nbf: number
  readonly scope: readonly string[]
  readonly iss: 'https://cert.toss.im'
  readonly iat: number
  readonly exp: number
  readonly jti: string
}

/** Signs access tokens: RS256, key id `cert`. */
export interface TokenSigner {
  /**
   * Where calls come at once, all but the first of a moment are signed on other threads, so that a second core helps.
   *
   * @throws NotSignedYet
   */
  sign(claims: AccessTokenClaims): string
  /** The public half, for `/.well-known/jwks.json` on the control port. */
  readonly jwks: { readonly keys: readonly JsonWebKey[] }
}

const signLater = promisify(sign)

const header = Buffer.from(JSON.stringify({ kid: 'cert', alg: 'RS256' })).toString('base64url')

/** How many tokens a signer remembers: more than there are calls in a turn. */
const recentTokens = 256

/** So many signatures are made on other threads at a time. */
const mostAside = 8

/** A token is being signed on another thread: what the call did is taken back, and it is done again when `signed` resolves. */
export class NotSignedYet extends Error {
  constructor(readonly signed: Promise<void>) {
    super('the token is being signed')
    // Whoever does the call again is told; where the call has come to nothing for another reason, nobody waits.
    signed.catch(() => {})
  }
}

/** A signer with this RSA key, PEM. */
export function createTokenSigner(privateKeyPem: string): TokenSigner {
  const key = createPrivateKey(privateKeyPem)
  /** A call that is done again asks for the same token again, and a signature takes longer than all the rest of it. */
  const recent = new Map<string, string>()
  let aside = 0
  /** Whether a token was signed in this moment already: the next one is signed on another thread. */
  let hasSigned = false

  function keep(signed: string, signature: Buffer): string {
    const token = `${signed}.${signature.toString('base64url')}`
    recent.set(signed, token)
    if (recent.size > recentTokens) recent.delete(recent.keys().next().value as string)
    return token
  }

  async function signAside(signed: string): Promise<void> {
    aside++
    try {
      keep(signed, await signLater('RSA-SHA256', Buffer.from(signed), key))
    } finally {
      aside--
    }
  }

  return {
    sign(claims) {
      const signed = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
      const known = recent.get(signed)
      if (known !== undefined) return known
      if (hasSigned && aside < mostAside) throw new NotSignedYet(signAside(signed))
      hasSigned = true
      setImmediate(() => {
        hasSigned = false
      })
      return keep(signed, sign('RSA-SHA256', Buffer.from(signed), key))
    },
    jwks: { keys: [{ ...createPublicKey(key).export({ format: 'jwk' }), kid: 'cert', alg: 'RS256', use: 'sig' }] },
  }
}
