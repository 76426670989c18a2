import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'browser',
  // 이미 설치된 브라우저를 쓸 때: CHROMIUM=/usr/bin/chromium
  use: { launchOptions: { executablePath: process.env.CHROMIUM } },
})
