#!/bin/sh
# The three calls with curl, as they run in production.
set -eu
login=https://apps-in-toss-api.toss.im/api-partner/v1/apps-in-toss/user/oauth2
pay=https://pay-apps-in-toss-api.toss.im/api-partner/v1/apps-in-toss/pay
call() {
  curl -sS --fail --max-time 20 --cert "$TOSS_MTLS_CERT_PATH" --key "$TOSS_MTLS_KEY_PATH" "$@"
}
field() {
  sed -E "s/.*\"$1\":\"?([^\",}]+).*/\\1/"
}
json='Content-Type: application/json'
token=$(call -H "$json" -d "{\"authorizationCode\":\"$AUTHORIZATION_CODE\",\"referrer\":\"DEFAULT\"}" "$login/generate-token" | field accessToken)
user=$(call -H "Authorization: Bearer $token" "$login/login-me" | field userKey)
order='{"orderNo":"order-1","productDesc":"apple","amount":1000,"amountTaxFree":0,"isTestPayment":true}'
payment=$(call -H "$json" -H "x-toss-user-key: $user" -d "$order" "$pay/make-payment" | field payToken)
printf '{"userKey":%s,"payToken":"%s"}\n' "$user" "$payment"
