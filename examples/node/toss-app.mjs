// 목 서버에만 있는 부분입니다. 운영에서는 토스 앱과 미니앱(SDK)이 하는 일이고, 서버 코드에는 없습니다.
const CONTROL_URL = process.env.APPS_IN_TOSS_CONTROL_URL
const MINI_APP = process.env.APPS_IN_TOSS_MOCK_APP_NAME || 'my-mini-app'

async function ask(path, body = {}) {
  const answer = await fetch(`${CONTROL_URL}/mini-apps/${MINI_APP}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(await answer.text())
  return answer.json()
}

/** 미니앱이 appLogin()을 부르면 사용자가 로그인합니다. 미니앱은 돌려받은 값을 서버로 보냅니다. */
export const appLogin = () => ask('/logins', { profile: { name: '김토스' } })

/** 미니앱이 checkoutPayment({ payToken })을 부르면 사용자가 결제를 인증합니다. 돈은 아직 움직이지 않습니다. */
export const checkoutPayment = (payToken) => ask(`/payments/${payToken}/approve`)
