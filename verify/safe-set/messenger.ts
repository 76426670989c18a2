import type { OperationId } from '../../contracts/index.js'
import type { Invented } from './invented.js'
import { harmless, type ProbeRow } from './probe.js'

/** Messages, with a template set that is not registered and a user who does not exist: nothing can be sent. */
export function messengerProbes({ userKey, templateSetCode, deploymentId }: Invented): ProbeRow[] {
  const nobody = { 'x-toss-user-key': userKey }
  const probe = (
    operation: OperationId,
    sends: string,
    code: string,
    request: Omit<ProbeRow['request'], 'operation'>,
  ): ProbeRow => ({
    sends,
    harmless: harmless.nobody,
    request: { operation, ...request },
    fails: code,
  })
  const forNobody = 'an invented template set, for a userKey that nobody has'
  return [
    probe('messenger.sendMessage', forNobody, '4010', { headers: nobody, json: { templateSetCode, context: {} } }),
    probe('messenger.sendMessage', 'no template set', 'INVALID_PARAMETER', { headers: nobody, json: { context: {} } }),
    probe('messenger.sendTestMessage', forNobody, '4010', {
      headers: nobody,
      json: { templateSetCode, deploymentId, context: {} },
    }),
    probe('messenger.sendTestMessage', 'no deploymentId', 'INVALID_PARAMETER', {
      headers: nobody,
      json: { templateSetCode, context: {} },
    }),
    probe('messenger.sendBulkMessage', forNobody, '5004', {
      json: { templateSetCode, contextList: [{ userKey: Number(userKey), context: {} }] },
    }),
    probe('messenger.sendBulkMessage', 'an invented template set, no recipients', 'INVALID_PARAMETER', {
      json: { templateSetCode, contextList: [] },
    }),
  ]
}
