import { assertNoFindings, createTestMock, type TestMock, tryEveryAnswer } from 'apps-in-toss-mock/testing'
import { TossService } from './toss.service'

describe('TossService', () => {
  let mock: TestMock
  let service: TossService

  beforeEach(async () => {
    mock = await createTestMock()
    service = new TossService({ baseUrl: mock.baseUrl, ...mock.clientTls, decryption: mock.decryption })
  })
  afterEach(async () => {
    service.onModuleDestroy()
    await mock.close()
  })

  it('takes every answer that login-me may give', async () => {
    const tried = await tryEveryAnswer(mock, 'login.loginMe', async () => service.logIn(await mock.toss.logIn()))
    await assertNoFindings(tried)
  }, 30_000)
})
