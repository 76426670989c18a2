import { readFileSync } from 'node:fs'

export const TOSS_OPTIONS = Symbol('TOSS_OPTIONS')

export interface TossOptions {
  baseUrl: string
  cert: string
  key: string
  /** 운영 환경에서는 주지 않아요. */
  ca?: string
  decryption: { key: string; aad: string }
}

export function tossOptionsFromEnvironment(): TossOptions {
  const read = (name: string) => readFileSync(process.env[name] as string, 'utf8')
  return {
    baseUrl: process.env.APPS_IN_TOSS_BASE_URL ?? 'https://apps-in-toss-api.toss.im',
    cert: read('APPS_IN_TOSS_CERT'),
    key: read('APPS_IN_TOSS_KEY'),
    ...(process.env.APPS_IN_TOSS_CA && { ca: read('APPS_IN_TOSS_CA') }),
    decryption: {
      key: process.env.APPS_IN_TOSS_DECRYPTION_KEY as string,
      aad: process.env.APPS_IN_TOSS_AAD as string,
    },
  }
}
