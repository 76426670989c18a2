import { createPrivateKey, X509Certificate } from 'node:crypto'

/** A way in which a PEM was written that not every program reads. */
export type PemForm = 'escaped-newlines' | 'quotes' | 'lost-newlines' | 'indentation' | 'base64' | 'body-only'

/** A PEM as OpenSSL reads it, and how it had been written. */
export interface PemText {
  readonly pem: string
  /** Empty where nothing had to be changed. */
  readonly forms: readonly PemForm[]
}

/** Shorter than the key of any kind. */
const leastBase64 = 40

/** Finds the PEM in a text, even where it was bent on its way; undefined where there is none. */
export function pemIn(text: string): PemText | undefined {
  return text.includes('-----BEGIN ') ? straightened(text) : decoded(text)
}

function straightened(text: string): PemText {
  const forms = new Set<PemForm>()
  const plain = text
    .replaceAll(/^\s*["'`]|["'`]\s*$/g, () => note(forms, 'quotes', ''))
    .replaceAll(/\\r|\\n/g, (written) => note(forms, 'escaped-newlines', written === '\\n' ? '\n' : ''))
  const blocks = [...plain.matchAll(/([ \t]*)-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \2-----/gs)]
  for (const [, before, , body = ''] of blocks) {
    if (!/^\s*?\n.*\n[ \t]*$/s.test(body)) forms.add('lost-newlines')
    else if (before !== '' || /\n[ \t]+$/.test(body)) forms.add('indentation')
  }
  if (forms.size === 0 || blocks.length === 0) return { pem: text, forms: [] }
  return { pem: blocks.map(([, , label = '', body = '']) => block(label, body)).join(''), forms: [...forms] }
}

function note(forms: Set<PemForm>, form: PemForm, replacement: string): string {
  forms.add(form)
  return replacement
}

/** The headers of a key that is encrypted in the old way are lines of their own, and stay. */
function block(label: string, body: string): string {
  const content = body.includes(':') ? body.trim() : folded(body.replaceAll(/\s/g, ''))
  return `-----BEGIN ${label}-----\n${content}\n-----END ${label}-----\n`
}

function folded(base64: string): string {
  return (base64.match(/.{1,64}/g) ?? []).join('\n')
}

function decoded(text: string): PemText | undefined {
  const compact = text.replaceAll(/\\[rn]|["'`\s]/g, '')
  if (compact.length < leastBase64 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(compact)) return undefined
  const bytes = Buffer.from(compact, 'base64')
  const inner = bytes.toString('latin1')
  if (inner.includes('-----BEGIN ')) {
    const { pem, forms } = straightened(inner)
    return { pem, forms: ['base64', ...forms] }
  }
  const pem = pemOfDer(bytes)
  return pem === undefined ? undefined : { pem, forms: ['body-only'] }
}

/** A certificate or private key in DER as PEM; undefined for anything else. */
function pemOfDer(der: Buffer): string | undefined {
  const readings = [
    () => new X509Certificate(der).toString(),
    ...(['pkcs8', 'pkcs1', 'sec1'] as const).map(
      (type) => () => createPrivateKey({ key: der, format: 'der', type }).export({ type, format: 'pem' }).toString(),
    ),
  ]
  for (const read of readings) {
    try {
      return read()
    } catch {
      // Another kind, or none.
    }
  }
  return undefined
}
