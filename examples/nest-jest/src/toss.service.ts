import { createDecipheriv } from 'node:crypto'
import { Agent } from 'node:https'
import { Inject, Injectable, type OnModuleDestroy, UnauthorizedException } from '@nestjs/common'
import axios, { type AxiosInstance } from 'axios'
import { TOSS_OPTIONS, type TossOptions } from './toss.options'

interface Envelope<Success> {
  resultType: string
  success: Success | null
  error?: { errorCode: string; reason: string } | null
}

export interface TossUser {
  userKey: number
  name: string | null
}

@Injectable()
export class TossService implements OnModuleDestroy {
  private readonly agent: Agent
  private readonly http: AxiosInstance

  constructor(@Inject(TOSS_OPTIONS) private readonly options: TossOptions) {
    const { baseUrl, cert, key, ca } = options
    this.agent = new Agent({ cert, key, ca, keepAlive: true })
    this.http = axios.create({
      baseURL: `${baseUrl}/api-partner/v1/apps-in-toss/user/oauth2`,
      httpsAgent: this.agent,
      timeout: 10_000,
      proxy: false,
      // 실패도 JSON으로 와요. 상태 코드가 아니라 resultType을 봐야 해요.
      validateStatus: () => true,
    })
  }

  async logIn(login: { authorizationCode: string; referrer: string }): Promise<TossUser> {
    const { accessToken } = successOf(
      (await this.http.post<Envelope<{ accessToken: string }>>('/generate-token', login)).data,
    )
    const headers = { Authorization: `Bearer ${accessToken}` }
    const me = successOf((await this.http.get<Envelope<TossUser>>('/login-me', { headers })).data)
    return { userKey: me.userKey, name: this.decrypt(me.name) }
  }

  onModuleDestroy(): void {
    this.agent.destroy()
  }

  private decrypt(field: string | null): string | null {
    if (field === null) return null
    const data = Buffer.from(field, 'base64')
    const secret = Buffer.from(this.options.decryption.key, 'base64')
    const decipher = createDecipheriv('aes-256-gcm', secret, data.subarray(0, 12), { authTagLength: 16 })
    decipher.setAAD(Buffer.from(this.options.decryption.aad))
    decipher.setAuthTag(data.subarray(-16))
    return Buffer.concat([decipher.update(data.subarray(12, -16)), decipher.final()]).toString('utf8')
  }
}

function successOf<Success>({ resultType, success, error }: Envelope<Success>): Success {
  if (resultType !== 'SUCCESS' || success === null) throw new UnauthorizedException(error?.errorCode ?? resultType)
  return success
}
