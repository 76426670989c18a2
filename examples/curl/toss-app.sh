# 목 서버에만 있는 부분입니다. 운영에서는 토스 앱과 미니앱(SDK)이 하는 일이고, 서버 코드에는 없습니다.
TOSS_SIDE="$APPS_IN_TOSS_CONTROL_URL/mini-apps/${APPS_IN_TOSS_MOCK_APP_NAME:-my-mini-app}"

# 미니앱이 appLogin()을 부르면 사용자가 로그인합니다. 미니앱은 돌려받은 값을 서버로 보냅니다.
app_login() {
  curl -sS --fail-with-body -H 'Content-Type: application/json' -d '{"profile":{"name":"김토스"}}' "$TOSS_SIDE/logins"
}

# 미니앱이 checkoutPayment({ payToken })을 부르면 사용자가 결제를 인증합니다. 돈은 아직 움직이지 않습니다.
checkout_payment() {
  curl -sS --fail-with-body -H 'Content-Type: application/json' -d '{}' "$TOSS_SIDE/payments/$1/approve"
}
