#!/bin/sh
# curl로 로그인 → 사용자 → 결제. jq와 openssl도 씁니다.
set -eu
. "$(dirname "$0")/toss-app.sh"

BASE_URL="$APPS_IN_TOSS_BASE_URL" # 운영: 'https://apps-in-toss-api.toss.im'
PAY_BASE_URL="$APPS_IN_TOSS_PAY_BASE_URL" # 운영: 'https://pay-apps-in-toss-api.toss.im'
LOGIN="$BASE_URL/api-partner/v1/apps-in-toss/user/oauth2"
PAY="$PAY_BASE_URL/api-partner/v1/apps-in-toss/pay"

call() { # call URL [curl의 다른 인자 …]
  # --cacert는 목 서버의 인증 기관입니다. 운영에서는 이 변수를 두지 않습니다.
  answer=$(curl -sS --max-time 10 -H 'Content-Type: application/json' \
    --cert "$APPS_IN_TOSS_CERT" --key "$APPS_IN_TOSS_KEY" ${APPS_IN_TOSS_CA:+--cacert "$APPS_IN_TOSS_CA"} "$@") || exit
  # 업무 실패는 HTTP 200으로 옵니다. curl --fail로는 알 수 없고, resultType을 봅니다.
  printf '%s' "$answer" | jq -ce 'if .resultType == "SUCCESS" then .success else error("\(.error)") end'
}

field() { printf '%s' "$1" | jq -r ".$2"; }

# 개인정보 한 칸을 풉니다: Base64(IV 12바이트 ‖ 암호문 ‖ 태그 16바이트).
# openssl 명령에는 GCM이 없어 같은 값을 내는 CTR로 풉니다. 태그와 AAD를 확인하지 않으니, 눈으로 볼 때만 쓰고 서버에서는 쓰지 마세요.
decrypt_field() {
  hex=$(printf '%s' "$1" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')
  key=$(printf '%s' "$APPS_IN_TOSS_DECRYPTION_KEY" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')
  printf '%s' "$1" | openssl base64 -d -A | dd bs=1 skip=12 count=$((${#hex} / 2 - 28)) 2>/dev/null |
    openssl enc -d -aes-256-ctr -K "$key" -iv "$(printf '%s' "$hex" | cut -c1-24)00000002"
}

# 1. 로그인: 미니앱이 보낸 인가 코드를 토큰으로 바꿉니다. 코드는 10분 동안 한 번만 쓸 수 있습니다.
code=$(app_login | jq -c '{authorizationCode, referrer}')
token=$(call "$LOGIN/generate-token" -d "$code")

# 2. 사용자: userKey는 그대로, 개인정보는 암호화되어 옵니다.
me=$(call "$LOGIN/login-me" -H "Authorization: Bearer $(field "$token" accessToken)")
user_key=$(field "$me" userKey)
name=$(decrypt_field "$(field "$me" name)")

# 3. 결제: 만들기 → 사용자의 인증(미니앱) → 실행 → 확인. isTestPayment는 샌드박스에서는 true, 라이브에서는 false입니다.
order_no="order-$(date +%s)-$$"
order=$(jq -cn --arg orderNo "$order_no" \
  '{$orderNo, productDesc: "사과 한 상자", amount: 25000, amountTaxFree: 0, isTestPayment: true}')
made=$(call "$PAY/make-payment" -H "x-toss-user-key: $user_key" -d "$order")
pay_token=$(field "$made" payToken)
checkout_payment "$pay_token" >/dev/null
payment=$(jq -cn --arg payToken "$pay_token" --arg orderNo "$order_no" '{$payToken, $orderNo, isTestPayment: true}')
call "$PAY/execute-payment" -H "x-toss-user-key: $user_key" -d "$payment" >/dev/null
status=$(call "$PAY/get-payment-status" -H "x-toss-user-key: $user_key" -d "$payment")

jq -cn --argjson userKey "$user_key" --arg name "$name" --arg payStatus "$(field "$status" payStatus)" '{$userKey, $name, $payStatus}'
