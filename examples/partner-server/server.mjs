// 예제 테스트들이 시험하는 파트너 서버예요. POST /login이 인가 코드를 받아 로그인한 사용자를 알려 줘요.
import { createDecipheriv } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import https from 'node:https'
import { pathToFileURL } from 'node:url'

const oauth2 = '/api-partner/v1/apps-in-toss/user/oauth2'

/** toss: { baseUrl, cert, key, ca, decryption: { key, aad } }. 운영 환경에서는 ca를 주지 않아요. */
export function createPartnerServer({ baseUrl, cert, key, ca, decryption }) {
  const agent = new https.Agent({ cert, key, ca, keepAlive: true })

  function call(method, path, headers, body) {
    return new Promise((resolve, reject) => {
      const sent = https.request(`${baseUrl}${oauth2}${path}`, { method, headers, agent, timeout: 10_000 })
      sent.on('timeout', () => sent.destroy(new Error('10초 안에 답이 없어요')))
      sent.on('error', reject)
      sent.on('response', async (answer) => {
        try {
          let text = ''
          for await (const part of answer.setEncoding('utf8')) text += part
          resolve(JSON.parse(text))
        } catch (error) {
          reject(error)
        }
      })
      sent.end(body && JSON.stringify(body))
    })
  }

  async function logIn(login) {
    const token = await call('POST', '/generate-token', { 'Content-Type': 'application/json' }, login)
    // 실패도 HTTP 200으로 와요. 상태 코드가 아니라 resultType을 봐야 해요.
    if (token.resultType !== 'SUCCESS')
      return { status: 401, body: { error: token.error?.errorCode ?? token.resultType } }
    const me = await call('GET', '/login-me', { Authorization: `Bearer ${token.success.accessToken}` })
    if (me.resultType !== 'SUCCESS') return { status: 401, body: { error: me.error?.errorCode ?? me.resultType } }
    return { status: 200, body: { userKey: me.success.userKey, name: decrypt(me.success.name) } }
  }

  function decrypt(field) {
    if (field === null) return null
    const data = Buffer.from(field, 'base64')
    const secret = Buffer.from(decryption.key, 'base64')
    const decipher = createDecipheriv('aes-256-gcm', secret, data.subarray(0, 12), { authTagLength: 16 })
    decipher.setAAD(Buffer.from(decryption.aad))
    decipher.setAuthTag(data.subarray(-16))
    return Buffer.concat([decipher.update(data.subarray(12, -16)), decipher.final()]).toString('utf8')
  }

  const server = createServer(async (request, response) => {
    if (request.method !== 'POST') return response.writeHead(405).end()
    let text = ''
    for await (const part of request.setEncoding('utf8')) text += part
    const { authorizationCode, referrer } = JSON.parse(text)
    const { status, body } = await logIn({ authorizationCode, referrer }).catch((error) => {
      console.error(error)
      return { status: 502, body: { error: error.code ?? 'TOSS_UNREACHABLE' } }
    })
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
  })
  server.on('close', () => agent.destroy())
  return server
}

/** 환경 변수에 있는 설정이에요. */
export function settingsFrom(env) {
  return {
    baseUrl: env.APPS_IN_TOSS_BASE_URL ?? 'https://apps-in-toss-api.toss.im',
    cert: readFileSync(env.APPS_IN_TOSS_CERT),
    key: readFileSync(env.APPS_IN_TOSS_KEY),
    ca: env.APPS_IN_TOSS_CA && readFileSync(env.APPS_IN_TOSS_CA),
    decryption: { key: env.APPS_IN_TOSS_DECRYPTION_KEY, aad: env.APPS_IN_TOSS_AAD },
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { HOST = '127.0.0.1', PORT = 3000 } = process.env
  createPartnerServer(settingsFrom(process.env)).listen(PORT, HOST, () => console.log(`http://${HOST}:${PORT}`))
}
