import { createPrivateKey, createPublicKey, type JsonWebKey, sign } from 'node:crypto'

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
  sign(claims: AccessTokenClaims): string
  /** The public half, for `/.well-known/jwks.json` on the control port. */
  readonly jwks: { readonly keys: readonly JsonWebKey[] }
}

const header = Buffer.from(JSON.stringify({ kid: 'cert', alg: 'RS256' })).toString('base64url')

/** How many tokens a signer remembers: more than there are calls in a turn. */
const recentTokens = 256

/** A signer with this RSA key, PEM. */
export function createTokenSigner(privateKeyPem: string): TokenSigner {
  const key = createPrivateKey(privateKeyPem)
  /** A call that is done again asks for the same token again, and a signature takes longer than all the rest of it. */
  const recent = new Map<string, string>()
  return {
    sign(claims) {
      const signed = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
      const known = recent.get(signed)
      if (known !== undefined) return known
      const token = `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`
      recent.set(signed, token)
      if (recent.size > recentTokens) recent.delete(recent.keys().next().value as string)
      return token
    },
    jwks: { keys: [{ ...createPublicKey(key).export({ format: 'jwk' }), kid: 'cert', alg: 'RS256', use: 'sig' }] },
  }
}
