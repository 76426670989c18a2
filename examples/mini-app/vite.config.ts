import { appsInTossMock } from 'apps-in-toss-mock/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [appsInTossMock()],
  server: { host: '127.0.0.1', proxy: { '/api': `http://127.0.0.1:${process.env.PORT ?? 3000}` } },
})
