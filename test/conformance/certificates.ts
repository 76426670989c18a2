import { judgeHandshake } from '../../verify/safe-set/tls.js'
import type { Stage } from './stage.js'

/** A client certificate that was good once. */
export async function certificatesLife(stage: Stage): Promise<void> {
  const probe = { id: 'tls/expired-certificate', version: 'TLSv1.3', expected: 'refused' } as const
  judgeHandshake(probe, await stage.shakeHandsWith('expired'), stage.notebook)
}
