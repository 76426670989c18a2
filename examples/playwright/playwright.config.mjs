import { defineConfig } from '@playwright/test'

export default defineConfig({
  testMatch: '*.spec.mjs',
  use: {
    baseURL: 'http://127.0.0.1:3000',
    launchOptions: { executablePath: process.env.CHROMIUM },
  },
  webServer: { command: 'node server.mjs', url: 'http://127.0.0.1:3000' },
})
