import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: 'apps-in-toss-mock/vitest/global-setup',
    provide: { mockOptions: { strict: true } },
  },
})
