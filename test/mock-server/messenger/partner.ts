import type { RequestBodyOf } from '../../../contracts/index.js'
import type { MockServerOptions } from '../../../mock-server/index.js'
import { type Caller, type KnownUser, type PartnerServer, type Reply, startPartnerServer } from '../partner-server.js'

type Recipient = RequestBodyOf<'messenger.sendBulkMessage'>['contextList'][number]

/** A partner's server that sends messages. */
export interface MessengerPartner extends PartnerServer {
  /** 김토스, linked. */
  readonly someone: KnownUser
  /** 김토스, named by userKey only, as a header must. */
  readonly someoneByKey: Caller
  /** Sends ORDER_SHIPPED (push and inbox), which needs productName, to `someone` by default. */
  send(
    message?: { templateSetCode?: string; context?: object },
    caller?: Caller,
  ): Promise<Reply<'messenger.sendMessage'>>
  sendBulk(contextList: readonly Recipient[]): Promise<Reply<'messenger.sendBulkMessage'>>
}

export const productName = '티셔츠'

export async function startMessengerPartner(options: MockServerOptions = {}): Promise<MessengerPartner> {
  const server = await startPartnerServer(options)
  const someone = await server.user()
  const byUserKey = { userKey: someone.userKey }
  await server.mock.toss.templates.create({
    templateSetCode: 'ORDER_SHIPPED',
    title: '{{productName}} 배송 시작',
    body: '{{userName}}님, {{ productName }} 상품이 출발했어요. #{productName}!',
    channels: ['inbox', 'push'],
  })
  return {
    ...server,
    someone,
    someoneByKey: byUserKey,
    send: ({ templateSetCode = 'ORDER_SHIPPED', context = { productName } } = {}, caller = byUserKey) =>
      server.call('messenger.sendMessage', { templateSetCode, context }, caller),
    sendBulk: (contextList) =>
      server.call('messenger.sendBulkMessage', { templateSetCode: 'ORDER_SHIPPED', contextList }),
  }
}
