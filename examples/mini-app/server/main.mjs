import { createClient } from 'apps-in-toss-mock/client'
import { createBackend } from './backend.mjs'

const { env } = process
const client = createClient({
  // 운영에서는 baseUrl과 ca를 지우고, 콘솔에서 받은 인증서와 키의 경로를 주세요.
  baseUrl: env.APPS_IN_TOSS_BASE_URL,
  ca: env.APPS_IN_TOSS_CA,
  cert: env.APPS_IN_TOSS_CERT,
  key: env.APPS_IN_TOSS_KEY,
  decryption: { key: env.APPS_IN_TOSS_DECRYPTION_KEY, aad: env.APPS_IN_TOSS_AAD },
})

const port = Number(env.PORT ?? 3000)
createBackend(client).listen(port, '127.0.0.1', () => console.log(`서버: http://127.0.0.1:${port}`))
