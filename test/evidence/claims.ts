import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Evidence, EvidenceRow } from '../../scripts/evidence/evidence.js'
import { type Shown, shownText } from './shown.js'

const file = fileURLToPath(new URL('../../evidence/evidence.json', import.meta.url))

let read: Evidence | undefined

/** `evidence/evidence.json`, where it has been written. */
export function readEvidence(): Evidence | undefined {
  if (read === undefined && existsSync(file)) read = JSON.parse(readFileSync(file, 'utf8')) as Evidence
  return read
}

/** What the evidence says that a test file shows. */
export function claimsOf({ operations, callbacks }: Evidence, testFile: string): readonly Shown[] {
  return [...Object.entries(operations), ...Object.entries(callbacks)].flatMap(([of, { outcomes }]) =>
    outcomes.flatMap((row) => claimsOfRow(of, row, testFile)),
  )
}

function claimsOfRow(of: string, { outcome, socketTests, clients }: EvidenceRow, testFile: string): Shown[] {
  const hows = (['world', 'asked'] as const).filter((how) => socketTests[how].includes(testFile))
  return [
    ...hows.map((how): Shown => ({ of, outcome, how, client: undefined })),
    ...(clients[testFile] ?? []).map((client): Shown => {
      return { of, outcome, how: outcome === 'SUCCESS' ? 'world' : 'asked', client }
    }),
  ]
}

/** Which claims a recording does not bear out, in words. */
export function unprovenClaims(claims: readonly Shown[], shown: ReadonlySet<string>): string[] {
  const anyClient = new Set([...shown].map((text) => text.slice(0, text.lastIndexOf(' '))))
  return claims
    .filter((claim) => {
      const text = shownText(claim)
      return claim.client === undefined ? !anyClient.has(text.slice(0, text.lastIndexOf(' '))) : !shown.has(text)
    })
    .map(({ of, outcome, how, client }) => `${of} ${outcome} (${how}${client === undefined ? '' : `, by ${client}`})`)
}
