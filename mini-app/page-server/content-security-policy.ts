import { randomBytes } from 'node:crypto'

/** What a page's policy must let through: the page script, and its calls. */
export interface Admission {
  /** As a policy names where both are, such as `http://127.0.0.1:8445/__apps-in-toss-mock/`. */
  readonly source: string
  /** The same for a web socket. */
  readonly socket: string
  /** The page's origin, to see what the policy lets through already. */
  readonly origin: string
  /** What the tag has as its nonce already, by another policy of the same page. */
  readonly nonce?: string | undefined
}

/** Policies that let the page script through, and the nonce that its tag needs, if any. */
export interface Admitted {
  readonly policy: string
  readonly nonce: string | undefined
}

type Directives = Map<string, string[]>

/**
 * Adds the page script's address to the policies of a header or of a `meta` tag, where they lack it. A policy with
 * `'strict-dynamic'` heeds no address; there the tag gets a nonce, the page's own if it has one. Nothing else becomes possible
 * in the page: never `'unsafe-inline'`, and what stands under `default-src` for others stays.
 *
 * @param list one or more policies, with commas between them; all of them apply
 */
export function admitPageScript(list: string, admission: Admission): Admitted {
  let { nonce } = admission
  const policies = list.split(',').map((text) => {
    const directives = parsed(text)
    if (directives.size === 0) return text.trim()
    nonce = admitScript(directives, admission, nonce) ?? nonce
    admitCalls(directives, admission)
    return [...directives].map(([name, sources]) => [name, ...sources].join(' ')).join('; ')
  })
  return { policy: policies.join(', '), nonce }
}

/** Browsers heed the first one of a directive that is there twice. */
function parsed(text: string): Directives {
  const directives: Directives = new Map()
  for (const part of text.split(';')) {
    const [name, ...sources] = part.trim().split(/\s+/)
    if (name !== undefined && name !== '' && !directives.has(name.toLowerCase()))
      directives.set(name.toLowerCase(), sources)
  }
  return directives
}

/** @returns the nonce that the tag needs under this policy */
function admitScript(directives: Directives, admission: Admission, nonce: string | undefined): string | undefined {
  const name = ['script-src-elem', 'script-src', 'default-src'].find((each) => directives.has(each))
  if (name === undefined) return undefined
  const sources = directives.get(name) as string[]
  const own = name === 'default-src' ? 'script-src-elem' : name
  if (!sources.some((source) => /^'strict-dynamic'$/i.test(source))) {
    if (!isAdmitted(sources, admission)) directives.set(own, added(sources, admission.source))
    return undefined
  }
  const nonces = sources.flatMap((source) => /^'nonce-([\w+/=-]+)'$/i.exec(source)?.[1] ?? [])
  if (nonce !== undefined && nonces.includes(nonce)) return nonce
  if (nonce === undefined && nonces[0] !== undefined) return nonces[0]
  const needed = nonce ?? randomBytes(16).toString('base64')
  directives.set(own, added(sources, `'nonce-${needed}'`))
  return needed
}

function admitCalls(directives: Directives, admission: Admission): void {
  const sources = directives.get('connect-src') ?? directives.get('default-src')
  if (sources === undefined) return
  const { source, socket } = admission
  // What admits http: says nothing of ws:, but 'self' and * do.
  const takesSockets = sources.some((each) => ["'self'", '*', socket].includes(each.toLowerCase()))
  const wanted = [...(isAdmitted(sources, admission) ? [] : [source]), ...(takesSockets ? [] : [socket])]
  if (wanted.length > 0) directives.set('connect-src', added(sources, ...new Set(wanted)))
}

function isAdmitted(sources: readonly string[], { source, origin }: Admission): boolean {
  const { protocol } = new URL(origin)
  const wide = ["'self'", '*', protocol, origin, source]
  return sources.some((each) => wide.includes(each.toLowerCase()))
}

/** `'none'` means nothing beside other sources, and browsers warn of it. */
function added(sources: readonly string[], ...more: readonly string[]): string[] {
  return [...sources.filter((each) => each.toLowerCase() !== "'none'"), ...more]
}

/** Does the same to the policies in `meta` tags of a document, which apply from there on: to the calls, not to the script above. */
export function admitInMetaTags(html: string, admission: Admission): string {
  return html.replace(/<meta\b[^>]*>/gi, (tag) => {
    if (!/\bhttp-equiv\s*=\s*["']?content-security-policy["'\s/>]/i.test(tag)) return tag
    return tag.replace(
      /(\bcontent\s*=\s*)(?:"([^"]*)"|'([^']*)')/i,
      (_all, before: string, double: string | undefined, single: string | undefined) => {
        const policy = decoded(double ?? single ?? '')
        return `${before}"${admitPageScript(policy, admission).policy.replaceAll('"', '&quot;')}"`
      },
    )
  })
}

/** The references that a policy in an attribute can need. */
function decoded(attribute: string): string {
  return attribute.replace(
    /&(?:#39|#x27|apos|quot|#34|amp);/gi,
    (reference) => characters[reference.toLowerCase()] ?? '',
  )
}

const characters: Readonly<Record<string, string>> = {
  '&#39;': "'",
  '&#x27;': "'",
  '&apos;': "'",
  '&quot;': '"',
  '&#34;': '"',
  '&amp;': '&',
}
