import { describe, expect, it } from 'vitest'
import { startMockServer } from '../../../mock-server/index.js'
import { startMessengerPartner } from './partner.js'

const template = { templateSetCode: 'T', title: '제목', body: '{{a}} #{b} {{userName}} {{a}}' }

describe('a template set', () => {
  it('shows the variables that context must have, and its channels in order', async () => {
    await using mock = await startMockServer({ controlPort: false })
    const { templates } = mock.toss
    expect(await templates.create(template)).toEqual({
      ...template,
      channels: ['push'],
      approved: true,
      variables: ['a', 'b'],
    })
    expect(await templates.update('T', { title: '{{c}}', channels: ['sms', 'push', 'sms'] })).toMatchObject({
      channels: ['push', 'sms'],
      variables: ['c', 'a', 'b'],
    })
    expect(await templates.get('T')).toMatchObject({ title: '{{c}}', body: template.body })
    expect((await templates.list()).map(({ templateSetCode }) => templateSetCode)).toEqual(['WELCOME_MESSAGE', 'T'])
  })

  it('can be removed, but for the one that is always there, which can be changed', async () => {
    await using mock = await startMockServer({ controlPort: false })
    const { templates } = mock.toss
    await templates.create(template)
    await templates.remove('T')
    await expect(templates.get('T')).rejects.toMatchObject({ code: 'ERR_NOT_FOUND', message: /\bT\b/ })
    await expect(templates.remove('T')).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    await expect(templates.remove('WELCOME_MESSAGE')).rejects.toMatchObject({ code: 'ERR_CONFLICT' })
    await templates.update('WELCOME_MESSAGE', { body: '안녕' })
    expect(await templates.list()).toMatchObject([{ templateSetCode: 'WELCOME_MESSAGE', body: '안녕', variables: [] }])
  })

  it.each([
    ['a variable that is not closed', { ...template, body: '{{a}} {{b' }, /template\.body has a \{\{/],
    ['a variable without a name', { ...template, title: '#{}' }, /template\.title has a #\{/],
    ['an empty text', { ...template, body: '' }, /template\.body/],
    ['an unknown channel', { ...template, channels: ['mail'] }, /template\.channels.*friendtalk/],
    ['no channel', { ...template, channels: [] }, /template\.channels/],
    ['a code with a space', { ...template, templateSetCode: 'a b' }, /template\.templateSetCode/],
    ['a misspelt field', { ...template, chanels: ['push'] }, /chanels/],
  ])('is refused with %s, and the message names the field', async (_, options, message) => {
    await using mock = await startMockServer({ controlPort: false })
    await expect(mock.toss.templates.create(options as never)).rejects.toMatchObject({
      code: 'ERR_INVALID_OPTION',
      message: expect.stringMatching(message),
    })
  })

  it('is refused where its code is taken', async () => {
    await using mock = await startMockServer({ controlPort: false })
    await mock.toss.templates.create(template)
    await expect(mock.toss.templates.create(template)).rejects.toMatchObject({ code: 'ERR_CONFLICT' })
    await expect(mock.toss.templates.update('T', { body: '{{' })).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION' })
  })
})

describe('the inbox', () => {
  it('tells users, templates and the newest messages apart, and can be emptied', async () => {
    await using partner = await startMessengerPartner()
    const { inbox } = partner.mock.toss
    const { userKey } = await partner.user('이토스')
    await partner.send()
    await partner.send({ templateSetCode: 'WELCOME_MESSAGE' })
    await partner.send({}, { userKey })
    expect(await inbox.list()).toHaveLength(3)
    expect(await inbox.list({ userKey })).toMatchObject([{ userKey, body: expect.stringMatching(/^이토스님/) }])
    expect(await inbox.list({ templateSetCode: 'WELCOME_MESSAGE' })).toHaveLength(1)
    expect(await inbox.list({ limit: 1 })).toMatchObject([{ userKey }])
    await inbox.clear({ userKey })
    expect(await inbox.list({ userKey })).toEqual([])
    expect(await inbox.list()).toHaveLength(2)
    await inbox.clear()
    expect(await inbox.list()).toEqual([])
    await expect(inbox.list({ userKey: 1 })).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    await expect(inbox.list({ limit: 0 })).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION', message: /limit/ })
  })

  it('keeps the last 100 messages of each user', async () => {
    await using partner = await startMessengerPartner()
    const { userKey } = partner.someone
    const contextList = Array.from({ length: 130 }, (_, index) => ({ userKey, context: { productName: index } }))
    await partner.sendBulk(contextList)
    const messages = await partner.mock.toss.inbox.list({ limit: 1000 })
    expect(messages).toHaveLength(100)
    expect(messages[0]?.title).toBe('30 배송 시작')
    expect(messages.at(-1)?.title).toBe('129 배송 시작')
  })

  it('belongs to the mini-app', async () => {
    await using partner = await startMessengerPartner()
    await partner.send()
    expect(await partner.mock.tossSide('other-app').inbox.list()).toEqual([])
  })
})

describe('the control API', () => {
  it('registers, lists, changes and removes template sets, turns push off, and reads the inbox', async () => {
    await using partner = await startMessengerPartner({ controlPort: 0 })
    const { control, someone } = partner
    expect(await control('POST', '/templates', template)).toMatchObject({
      status: 201,
      body: { variables: ['a', 'b'] },
    })
    expect((await control('PATCH', '/templates/T', { body: '{{a}}' })).body).toMatchObject({ variables: ['a'] })
    expect((await control('GET', '/templates/T')).body).toMatchObject({ templateSetCode: 'T', body: '{{a}}' })
    expect((await control('GET', '/templates')).body).toMatchObject({
      templates: [
        { templateSetCode: 'WELCOME_MESSAGE' },
        { templateSetCode: 'ORDER_SHIPPED' },
        { templateSetCode: 'T' },
      ],
    })
    expect((await control('PATCH', `/users/${someone.userKey}`, { pushEnabled: false })).body).toMatchObject({
      userKey: someone.userKey,
      pushEnabled: false,
    })
    await partner.send({ templateSetCode: 'T', context: { a: 1 } })
    await partner.send()
    expect((await control('GET', `/inbox?userKey=${someone.userKey}`)).body).toMatchObject({
      messages: [
        { templateSetCode: 'ORDER_SHIPPED', deliveries: [{ channel: 'push' }, { channel: 'inbox', failReason: null }] },
      ],
    })
    expect((await control('GET', '/inbox?reached=false')).body).toMatchObject({ messages: [{ templateSetCode: 'T' }] })
    expect((await control('DELETE', `/inbox?userKey=${someone.userKey}`)).body).toEqual({ done: true })
    expect((await control('GET', '/inbox')).body).toEqual({ messages: [] })
    expect((await control('DELETE', '/templates/T')).body).toEqual({ done: true })
    expect(await control('GET', '/templates/T')).toMatchObject({ status: 404 })
    expect(await control('POST', '/templates', { ...template, body: '{{' })).toMatchObject({ status: 400 })
    expect(await control('PATCH', '/users/1', { pushEnabled: true })).toMatchObject({ status: 404 })
    expect(await control('PATCH', `/users/${someone.userKey}`, { push: true })).toMatchObject({ status: 400 })
  })
})
