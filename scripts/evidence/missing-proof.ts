import { type Evidence, type EvidenceSubject, requiredClients } from './evidence.js'

/** What the evidence lacks, a sentence for each row; empty where every row is proven. */
export function missingProof({ operations, callbacks }: Evidence): string[] {
  return [
    ...Object.entries(operations).flatMap(([of, subject]) => [
      ...lacksOf(of, subject),
      ...subject.outcomes.flatMap(({ outcome, clients }) =>
        requiredClients
          .filter((client) => !Object.values(clients).flat().includes(client))
          .map((client) => `${of}: ${outcome}: ${client} never received it`),
      ),
    ]),
    ...Object.entries(callbacks).flatMap(([of, subject]) => lacksOf(of, subject)),
  ]
}

function lacksOf(of: string, { schemas, fixtures, handler, clientMethod, outcomes }: EvidenceSubject): string[] {
  const lacks = (holds: boolean, what: string) => (holds ? [] : [`${of}: ${what}`])
  return [
    ...lacks(handler !== null, 'nothing in the mock serves it'),
    ...lacks(clientMethod !== null, 'the bundled client has no method for it'),
    ...lacks(schemas.success || schemas.request, 'it has no schema'),
    ...lacks(fixtures.requests.length > 0, 'no fixture has a request'),
    ...outcomes.flatMap(({ outcome, known, fixtures: shown, socketTests, onlyAsked }) => [
      ...lacks(known.source !== '', `${outcome}: nothing says how it is known`),
      ...lacks(shown.length > 0, `${outcome}: no fixture shows it`),
      ...lacks(socketTests.world.length + socketTests.asked.length > 0, `${outcome}: no test drives it over a socket`),
      ...lacks(
        socketTests.world.length > 0 || onlyAsked !== undefined,
        `${outcome}: nothing in the world of the mock leads to it, and no reason is given`,
      ),
    ]),
  ]
}
