// 시험할 미니앱이에요: 화면과 그 서버. 번들러 없이 SDK를 그대로 불러와서, 어디에 있는지 import map이 알려 줘요.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createPartnerServer, settingsFrom } from '../partner-server/server.mjs'

const sdk = {
  '@apps-in-toss/web-bridge': '/@apps-in-toss/web-bridge/dist/index.js',
  '@apps-in-toss/bridge-core': '/@apps-in-toss/bridge-core/dist/index.js',
  '@apps-in-toss/types': '/@apps-in-toss/types/dist/index.js',
}
const files = [...Object.values(sdk), '/@apps-in-toss/web-bridge/dist/bridge.js']

const page = `<!doctype html>
<script type="importmap">${JSON.stringify({ imports: sdk })}</script>
<button>토스로 로그인</button> <output></output>
<script type="module">
  import { appLogin } from '@apps-in-toss/web-bridge'

  async function logIn() {
    const body = JSON.stringify(await appLogin())
    const { error, name } = await (await fetch('/login', { method: 'POST', body })).json()
    return error ?? name + '님, 반가워요'
  }

  document.querySelector('button').onclick = async () => {
    document.querySelector('output').textContent = await logIn().catch((error) => error.code)
  }
</script>`

const partner = createPartnerServer(settingsFrom(process.env))
createServer(async (request, response) => {
  if (request.method === 'POST') return partner.emit('request', request, response)
  const isSdk = files.includes(request.url)
  response.setHeader('Content-Type', `${isSdk ? 'text/javascript' : 'text/html'}; charset=utf-8`)
  response.end(isSdk ? await readFile(new URL(`node_modules${request.url}`, import.meta.url)) : page)
}).listen(3000, '127.0.0.1')
