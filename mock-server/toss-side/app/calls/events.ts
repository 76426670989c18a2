import { text } from '../../../world/shape.js'
import { given } from '../arguments.js'
import { event, type StreamWork } from '../row.js'
import { ended } from './device.js'

/** Open until the page has enough; somebody fires it. */
async function listen({ phone, name, emit, listening }: StreamWork): Promise<void> {
  const listeners = phone.listenersOf(name)
  const hear = (data: unknown) => emit(data)
  listeners.add(hear)
  await ended(listening)
  listeners.delete(hear)
}

const fired = (only?: 'A' | 'B') => event({ known: 'run', says: 'when it is fired', ...(only && { only }), do: listen })

/** What happens in the app, and what the page listens to. */
export const eventCalls = {
  backEvent: fired(),
  homeEvent: fired(),
  navigationAccessoryEvent: fired(),
  safeAreaInsetsChange: fired(),
  onVisibilityChangedByTransparentServiceWeb: fired(),
  gameInfoOverlayHidden: fired('B'),
  appBridgeCallbackEvent: fired('A'),
  requestNotificationAgreement: event({
    known: 'run',
    says: 'whether the user agrees; who does gets messages from then on',
    takes: given({ templateCode: text }, ['templateCode']),
    async do({ users, user, decide, emit }, { templateCode }) {
      const { userKey, pushEnabled } = await users.get(await user())
      const { decision } = await decide({ kind: 'notification', title: templateCode, details: [], failures: [] })
      if (decision === 'cancel') return emit({ type: 'agreementRejected' })
      if (!pushEnabled) await users.update(userKey, { pushEnabled: true })
      emit({ type: pushEnabled ? 'alreadyAgreed' : 'newAgreement' })
    },
  }),
}
