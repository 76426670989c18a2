import { describe, expect, it } from 'vitest'
import { messengerOperations, operation } from '../../../contracts/index.js'
import { send as sendText } from '../login/requests.js'
import type { Reply } from '../partner-server.js'
import { type MessengerPartner, productName, startMessengerPartner } from './partner.js'

const nothing = { sentPush: [], sentInbox: [], sentSms: [], sentAlimtalk: [], sentFriendtalk: [] }
const deploymentId = '019abfe8-fd68-7021-9cdc-30d6053cc009'

describe('send-message', () => {
  it('says what went through which channel, and the user has the text', async () => {
    await using partner = await startMessengerPartner()
    const reply = await partner.send()
    expect(reply.body).toEqual({
      resultType: 'SUCCESS',
      success: {
        msgCount: 1,
        sentPushCount: 1,
        sentInboxCount: 1,
        sentSmsCount: 0,
        sentAlimtalkCount: 0,
        sentFriendtalkCount: 0,
        detail: {
          ...nothing,
          sentPush: [{ contentId: expect.stringMatching(/^toss:PUSH~.{22}$/) }],
          sentInbox: [{ contentId: expect.stringMatching(/^toss:INBOX~.{22}$/) }],
        },
        fail: nothing,
      },
    })
    const { userKey } = partner.someone
    const [message, ...more] = await partner.mock.toss.inbox.list({ userKey })
    expect(more).toEqual([])
    expect(message).toMatchObject({
      userKey,
      templateSetCode: 'ORDER_SHIPPED',
      title: '티셔츠 배송 시작',
      body: '김토스님, 티셔츠 상품이 출발했어요. 티셔츠!',
      contentId: reply.success.detail.sentPush[0]?.contentId,
      deploymentId: null,
    })
    expect(Date.parse(message?.at ?? '')).toBeLessThanOrEqual(partner.mock.clock.now())
  })

  it('works with no set-up at all: WELCOME_MESSAGE needs no context', async () => {
    await using partner = await startMessengerPartner()
    const { success } = await partner.send({ templateSetCode: 'WELCOME_MESSAGE', context: {} })
    expect(success).toMatchObject({ msgCount: 1, sentPushCount: 1, sentInboxCount: 0 })
    expect((await partner.mock.toss.inbox.list())[0]?.title).toBe('김토스님, 환영해요')
  })

  it('writes numbers and booleans as they are, and prefers a userName of the context', async () => {
    await using partner = await startMessengerPartner()
    await partner.mock.toss.templates.create({
      templateSetCode: 'T',
      title: '{{n}}',
      body: '{{userName}} {{yes}} $& $1',
    })
    await partner.send({ templateSetCode: 'T', context: { n: 1234.5, yes: true, userName: '$&', unused: 'x' } })
    expect((await partner.mock.toss.inbox.list())[0]).toMatchObject({ title: '1234.5', body: '$& true $& $1' })
  })

  it('reaches a user by anonymous key, who never logged in', async () => {
    await using partner = await startMessengerPartner()
    const { userKey, anonKey } = await partner.mock.toss.users.create({ name: '이토스' })
    expect((await partner.send({}, { anonKey })).success.sentPushCount).toBe(1)
    expect((await partner.mock.toss.inbox.list({ userKey }))[0]?.body).toMatch(/^이토스님/)
  })

  it('is a SUCCESS for a user with push off: no push, and an entry in fail with the reason', async () => {
    await using partner = await startMessengerPartner()
    const { userKey } = partner.someone
    const { inbox, users } = partner.mock.toss
    await users.update(userKey, { pushEnabled: false })
    expect((await partner.send()).success).toMatchObject({
      msgCount: 1,
      sentPushCount: 0,
      sentInboxCount: 1,
      detail: { sentPush: [], sentInbox: [{}] },
      fail: {
        ...nothing,
        sentPush: [{ contentId: expect.any(String), reachedFailReason: '푸시 알림을 꺼둔 사용자예요.' }],
      },
    })
    expect(await inbox.list({ userKey })).toMatchObject([{ contentId: expect.stringMatching(/INBOX/) }])

    await partner.send({ templateSetCode: 'WELCOME_MESSAGE' })
    expect(await inbox.list({ userKey })).toHaveLength(1)
    expect(await inbox.list({ userKey, reached: false })).toMatchObject([{ templateSetCode: 'WELCOME_MESSAGE' }])

    await users.update(userKey, { pushEnabled: true })
    expect((await partner.send()).success.sentPushCount).toBe(1)
  })

  it('counts every channel of the template', async () => {
    await using partner = await startMessengerPartner()
    const channels = ['friendtalk', 'alimtalk', 'sms', 'inbox', 'push'] as const
    await partner.mock.toss.templates.update('ORDER_SHIPPED', { channels })
    expect((await partner.send()).success).toMatchObject({
      msgCount: 1,
      sentPushCount: 1,
      sentInboxCount: 1,
      sentSmsCount: 1,
      sentAlimtalkCount: 1,
      sentFriendtalkCount: 1,
      fail: nothing,
    })
  })
})

describe('send-test-message', () => {
  it('opens the deployment that it names', async () => {
    await using partner = await startMessengerPartner()
    const { userKey } = partner.someone
    const body = { templateSetCode: 'ORDER_SHIPPED', deploymentId, context: { productName } }
    const { success } = await partner.call('messenger.sendTestMessage', body, { userKey })
    expect(success).toMatchObject({ msgCount: 1, sentPushCount: 1 })
    expect((await partner.mock.toss.inbox.list({ userKey }))[0]?.deploymentId).toBe(deploymentId)
  })
})

describe('send-bulk-message', () => {
  it('reaches users by userKey and by anonymous key, each with their own text', async () => {
    await using partner = await startMessengerPartner()
    const [one, two] = [await partner.user('이토스'), await partner.user('박토스')]
    const { success } = await partner.sendBulk([
      { userKey: one.userKey, context: { productName: '모자' } },
      { anonKey: two.anonKey, context: { productName: '가방' } },
    ])
    expect(success).toMatchObject({ msgCount: 2, sentPushCount: 2, sentInboxCount: 2, fail: nothing })
    expect((await partner.mock.toss.inbox.list()).map(({ body }) => body)).toEqual([
      '이토스님, 모자 상품이 출발했어요. 모자!',
      '박토스님, 가방 상품이 출발했어요. 가방!',
    ])
  })

  it('and the inbox is read backwards in pages, of all users or of one', async () => {
    await using partner = await startMessengerPartner()
    const { inbox } = partner.mock.toss
    const { userKey } = await partner.user('이토스')
    const names = Array.from({ length: 250 }, (_, index) => `물건 ${index}`)
    await partner.sendBulk(names.map((productName) => ({ userKey, context: { productName } })))
    for (const who of [{}, { userKey }]) {
      const newest = await inbox.list({ ...who, limit: 60 })
      const before = newest[0]?.id ?? ''
      const older = await inbox.list({ ...who, limit: 60, before })
      expect([...older, ...newest]).toEqual(await inbox.list({ ...who, limit: 1000 }))
      expect(await inbox.list({ ...who, before: 'nothing' })).toEqual([])
    }
  })

  it('puts unknown and unlinked recipients, those who left Toss and those with push off into fail, and the others get theirs', async () => {
    await using partner = await startMessengerPartner()
    const [unlinked, silent] = [await partner.user('이토스'), await partner.user('박토스')]
    const gone = await partner.user('최토스')
    await partner.call('login.removeByUserKey', { userKey: unlinked.userKey })
    await partner.mock.toss.unlink(gone.userKey, { referrer: 'WITHDRAWAL_TOSS' })
    await partner.mock.toss.users.update(silent.userKey, { pushEnabled: false })
    const context = { productName }
    const { success } = await partner.sendBulk([
      { userKey: 1, context },
      { anonKey: 'nobody', context },
      { anonKey: gone.anonKey, context },
      { userKey: unlinked.userKey, context },
      { userKey: silent.userKey, context },
      { userKey: partner.someone.userKey, context },
    ])
    expect(success).toMatchObject({ msgCount: 6, sentPushCount: 1, sentInboxCount: 2 })
    expect(success.fail.sentPush.map(({ reachedFailReason }) => reachedFailReason)).toEqual([
      '알 수 없는 사용자예요.',
      '알 수 없는 사용자예요.',
      '알 수 없는 사용자예요.',
      '연결이 끊긴 사용자예요.',
      '푸시 알림을 꺼둔 사용자예요.',
    ])
    expect(success.fail.sentInbox).toEqual([])
    expect(await partner.mock.toss.inbox.list({ userKey: unlinked.userKey })).toEqual([])
  })

  it('takes 2,500 recipients, and not one more', async () => {
    await using partner = await startMessengerPartner()
    const context = { productName }
    const most = Array.from({ length: 2500 }, (_, index) => ({
      userKey: index % 2 === 0 ? partner.someone.userKey : index,
      context,
    }))
    const { success } = await partner.sendBulk(most)
    expect(success).toMatchObject({ msgCount: 2500, sentPushCount: 1250, sentInboxCount: 1250 })
    expect(success.fail.sentPush).toHaveLength(1250)
    expect(new Set(success.detail.sentPush.map(({ contentId }) => contentId)).size).toBe(1250)
    for (const contextList of [[], [...most, { userKey: 1, context }]]) {
      const reply = await partner.sendBulk(contextList)
      expect(reply).toMatchObject({ status: 400, errorCode: 'INVALID_PARAMETER' })
      expect(reply.error?.data).toMatchObject({ errorDetails: [{ field: 'contextList' }] })
    }
  })

  it('takes 2,500 recipients with ordinary contexts, also where JSON is written with escapes', async () => {
    await using partner = await startMessengerPartner()
    const { userKey } = partner.someone
    const context = {
      productName: '아이스 아메리카노 톨 사이즈 외 2건',
      storeName: '토스 강남역 2호점',
      orderNo: '20250417-000123',
      price: '12,500원',
      pickupTime: '4월 17일 (목) 오후 3:30',
      link: `intoss://my-mini-app/orders/20250417-000123?utm_source=${'push'.repeat(10)}`,
    }
    const contextList = Array.from({ length: 2500 }, () => ({ userKey, context }))
    const plain = JSON.stringify({ templateSetCode: 'ORDER_SHIPPED', contextList })
    // As Python's json.dumps and PHP's json_encode write it.
    const escaped = plain.replace(/[\u0080-\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
    expect([Buffer.byteLength(plain), escaped.length].map((bytes) => Math.round(bytes / 1000))).toEqual([838, 1040])
    for (const body of [plain, escaped]) {
      const answer = await sendText(partner.mock, operation('messenger.sendBulkMessage').path, {
        headers: { 'content-type': 'application/json' },
        body,
      })
      expect(answer).toMatchObject({ status: 200, body: { success: { sentPushCount: 2500 } } })
    }
  })

  it('takes userKey as a string of digits as well', async () => {
    await using partner = await startMessengerPartner()
    const { userKey } = partner.someone
    const context = { productName }
    const { success } = await partner.sendBulk([
      { userKey: String(userKey), context },
      { userKey: '1', context },
    ])
    expect(success).toMatchObject({ msgCount: 2, sentPushCount: 1, fail: { sentPush: [{}] } })
    expect(await partner.mock.toss.inbox.list({ userKey })).toHaveLength(1)
  })

  it('sends nothing at all when one recipient lacks a variable, and names it', async () => {
    await using partner = await startMessengerPartner()
    const { userKey } = partner.someone
    const reply = await partner.sendBulk([
      { userKey, context: { productName } },
      { userKey, context: {} },
    ])
    expect(reply).toMatchObject({ status: 400, errorCode: 'INVALID_PARAMETER' })
    expect(reply.error?.data).toEqual({
      errorDetails: [
        { field: 'contextList[1].context.productName', message: '템플릿 변수 값이 필요해요.', rejectedValue: null },
      ],
    })
    expect(await partner.mock.toss.inbox.list()).toEqual([])
  })
})

type MessengerId = (typeof messengerOperations)[number]['id']

const bodies = {
  'messenger.sendMessage': ({ templateSetCode = 'ORDER_SHIPPED', context = { productName } as object }) => ({
    templateSetCode,
    context,
  }),
  'messenger.sendTestMessage': ({ templateSetCode = 'ORDER_SHIPPED', context = { productName } as object }) => ({
    templateSetCode,
    context,
    deploymentId,
  }),
  'messenger.sendBulkMessage': ({ templateSetCode = 'ORDER_SHIPPED', context = { productName } as object }) => ({
    templateSetCode,
    contextList: [{ userKey: 1, context }],
  }),
}

describe.each(messengerOperations.map((operation) => [operation.id, operation] as const))('%s', (id, { failures }) => {
  const body = bodies[id]
  const scenarios: Record<string, (partner: MessengerPartner) => Promise<Reply<MessengerId>>> = {
    '4010': (partner) => partner.call(id, body({}), { userKey: 1 }),
    '5004': (partner) => partner.call(id, body({ templateSetCode: 'UNKNOWN' }), partner.someoneByKey),
    INVALID_PARAMETER: (partner) => partner.call(id, body({ context: {} }), partner.someoneByKey),
  }
  // Limits, features that are off and faults of the platform are tested where they live.
  const codes = failures.map(({ code }) => code).filter((code) => !['4095', '4050', 'INTERNAL_ERROR'].includes(code))

  it.each(codes)('answers %s with the reason and status of the contract', async (code) => {
    await using partner = await startMessengerPartner()
    const scenario = scenarios[code]
    if (scenario === undefined) throw new Error(`no scenario for ${code}`)
    const failure = failures.find((known) => known.code === code)
    const reply = await scenario(partner)
    expect(reply).toMatchObject({ status: failure?.httpStatus, errorCode: code, error: { reason: failure?.reason } })
    expect(await partner.mock.toss.inbox.list()).toEqual([])
  })

  it('answers 5004 until the text is approved', async () => {
    await using partner = await startMessengerPartner()
    const { templates } = partner.mock.toss
    await templates.update('ORDER_SHIPPED', { approved: false })
    expect((await partner.call(id, body({}), partner.someoneByKey)).errorCode).toBe('5004')
    expect(partner.mock.journal.exchanges().at(-1)?.because).toMatch(/not been approved/)
    await templates.update('ORDER_SHIPPED', { approved: true })
    expect((await partner.call(id, body({}), partner.someoneByKey)).resultType).toBe('SUCCESS')
  })

  it('calls its payload "result" with the variant messenger.payloadName', async () => {
    await using partner = await startMessengerPartner({ variants: { 'messenger.payloadName': 'result' } })
    const { body: answer } = await partner.call(id, body({}), partner.someoneByKey)
    expect(answer).toMatchObject({ resultType: 'SUCCESS', result: { msgCount: 1, fail: { sentSms: [] } } })
    expect(Object.keys(answer)).toEqual(['resultType', 'result'])
  })

  it('gives an entry of fail contentId and reachFailReason under that variant', async () => {
    await using partner = await startMessengerPartner({ variants: { 'messenger.payloadName': 'result' } })
    const { userKey } = partner.someone
    await partner.mock.toss.users.update(userKey, { pushEnabled: false })
    const toSomeone = { ...body({}), contextList: [{ userKey, context: { productName } }] }
    const { body: answer } = await partner.call(id, toSomeone, partner.someoneByKey)
    const entry = { contentId: expect.stringMatching(/^toss:PUSH~/), reachFailReason: '푸시 알림을 꺼둔 사용자예요.' }
    expect((answer as { result: { fail: unknown } }).result.fail).toMatchObject({ sentPush: [entry] })
  })
})

describe('a message', () => {
  it.each([
    ['no user header', {}],
    ['a user who unlinked', 'unlinked'],
  ])('to %s is 4010', async (_, caller) => {
    await using partner = await startMessengerPartner()
    const { userKey } = partner.someone
    await partner.call('login.removeByUserKey', { userKey })
    const reply = await partner.send({}, caller === 'unlinked' ? { userKey } : {})
    expect(reply).toMatchObject({ status: 200, errorCode: '4010' })
  })
})
