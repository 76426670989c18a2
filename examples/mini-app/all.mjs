// 목 서버, 우리 서버, 화면을 한 번에 켜요. 튜토리얼에서는 터미널 세 개로 나누어 켜요.
import { once } from 'node:events'
import { startMockServer } from 'apps-in-toss-mock'
import { createClient } from 'apps-in-toss-mock/client'
import { appsInTossMock } from 'apps-in-toss-mock/vite'
import { createServer } from 'vite'
import { createBackend } from './server/backend.mjs'

const mock = await startMockServer({ seedFile: 'world.yaml' })
const client = createClient({ ...mock.clientTls, baseUrl: mock.baseUrl, decryption: mock.decryption })
const backend = createBackend(client).listen(0, '127.0.0.1')
await once(backend, 'listening')
const server = await createServer({
  configFile: false,
  plugins: [appsInTossMock({ mock, tossApp: { answers: 'ask' } })],
  server: {
    host: '127.0.0.1',
    open: process.env.CI === undefined,
    proxy: { '/api': `http://127.0.0.1:${backend.address().port}` },
  },
})
await server.listen()
console.log(`화면: ${server.resolvedUrls.local[0]}`)
console.log(`콘솔: ${mock.controlUrl}/console`)
console.log('종료하려면 Ctrl-C')
