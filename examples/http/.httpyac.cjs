// httpYac가 읽어요. 셸에서 eval "$(apps-in-toss-mock env)"를 실행했다면 그 값을, 아니면 기본 포트와 폴더를 써요.
const { join } = require('node:path')

const folder = join(__dirname, '../../.apps-in-toss-mock')
const {
  APPS_IN_TOSS_BASE_URL: baseUrl = 'https://127.0.0.1:8443',
  APPS_IN_TOSS_CERT: cert = join(folder, 'my-mini-app_public.crt'),
  APPS_IN_TOSS_KEY: key = join(folder, 'my-mini-app_private.key'),
} = process.env

module.exports = { clientCertificates: { [new URL(baseUrl).host]: { cert, key } } }
