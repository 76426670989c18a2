import { appLogin } from '@apps-in-toss/web-bridge'
import { ask, keepSession } from './backend'
import { addButton } from './page'

addButton('토스로 로그인', async () => {
  const { authorizationCode, referrer } = await appLogin()
  const { session, name } = await ask<{ session: string; name: string }>('/login', { authorizationCode, referrer })
  keepSession(session)
  return `${name}님, 반가워요`
})
