import type { INestApplication } from '@nestjs/common'
import { Test } from '@nestjs/testing'
import { assertReceived, createTestMock, type TestMock } from 'apps-in-toss-mock/testing'
import request from 'supertest'
import type { App } from 'supertest/types'
import { AppModule } from '../src/app.module'
import { TOSS_OPTIONS } from '../src/toss.options'

describe('POST /login', () => {
  let mock: TestMock
  let app: INestApplication<App>

  beforeEach(async () => {
    mock = await createTestMock({ strict: true })
    const { baseUrl, clientTls, decryption } = mock
    const moduleFixture = await Test.createTestingModule({ imports: [AppModule] })
      .overrideProvider(TOSS_OPTIONS)
      .useValue({ baseUrl, ...clientTls, decryption })
      .compile()
    app = moduleFixture.createNestApplication()
    await app.init()
  })
  afterEach(async () => {
    await app.close()
    await mock.close()
  })

  it('logs a user in, and says who it is', async () => {
    const { authorizationCode, referrer, userKey } = await mock.toss.logIn({ profile: { name: '김토스' } })

    await request(app.getHttpServer())
      .post('/login')
      .send({ authorizationCode, referrer })
      .expect(200)
      .expect({ userKey, name: '김토스' })

    await assertReceived(mock, 'login.generateToken', { authorizationCode }, { times: 1 })
  })

  it('refuses a code that was used before', async () => {
    const { authorizationCode, referrer } = await mock.toss.logIn()
    const logIn = () => request(app.getHttpServer()).post('/login').send({ authorizationCode, referrer })
    await logIn().expect(200)

    const { body } = await logIn().expect(401)

    expect(body.message).toBe('OAUTH_ISSUE_TOKEN_ERROR')
  })

  it('is an error of ours when the certificate is revoked', async () => {
    const { authorizationCode, referrer } = await mock.toss.logIn()
    const [certificate] = await mock.toss.certificates.list()
    await mock.toss.certificates.revoke(certificate.serialNumber)

    await request(app.getHttpServer()).post('/login').send({ authorizationCode, referrer }).expect(500)
  })
})
