import { expect, test } from '@playwright/test'
import { installTossApp } from 'apps-in-toss-mock/mini-app'

const mock = { controlUrl: process.env.APPS_IN_TOSS_CONTROL_URL, appName: 'my-mini-app' }

test('a user logs in, and is greeted by name', async ({ page, request }) => {
  const url = `${mock.controlUrl}/mini-apps/${mock.appName}/users`
  const { userKey } = await (await request.post(url, { data: { name: '김토스' } })).json()
  await installTossApp(page, mock, { userKey })
  await page.goto('/')

  await page.getByRole('button', { name: '토스로 로그인' }).click()

  await expect(page.getByRole('status')).toHaveText('김토스님, 반가워요')
})

test('a user who closes the terms is not logged in', async ({ page, request }) => {
  const url = `${mock.controlUrl}/mini-apps/${mock.appName}/users`
  const { userKey } = await (await request.post(url, { data: {} })).json()
  await installTossApp(page, mock, { userKey, answers: { login: 'cancel' } })
  await page.goto('/')

  await page.getByRole('button', { name: '토스로 로그인' }).click()

  await expect(page.getByRole('status')).toHaveText('APP_LOGIN')
})
