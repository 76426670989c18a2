import { expect, test } from '@playwright/test'

const miniApp = `${process.env.APPS_IN_TOSS_CONTROL_URL}/mini-apps/my-mini-app`

test('a user logs in, and is greeted by name', async ({ page, request }) => {
  await page.exposeFunction('appLogin', async () => {
    const answer = await request.post(`${miniApp}/logins`, { data: { profile: { name: '김토스' } } })
    return answer.json()
  })
  await page.goto('/')

  await page.getByRole('button', { name: '토스로 로그인' }).click()

  await expect(page.getByRole('status')).toHaveText('김토스님, 반가워요')
})

test('a code that was used before is refused', async ({ page, request }) => {
  const login = await (await request.post(`${miniApp}/logins`)).json()
  await page.exposeFunction('appLogin', () => login)
  await page.goto('/')
  await page.getByRole('button').click()
  await expect(page.getByRole('status')).toHaveText(/반가워요/)

  await page.getByRole('button').click()

  await expect(page.getByRole('status')).toHaveText('OAUTH_ISSUE_TOKEN_ERROR')
})
