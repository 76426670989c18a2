"""파이썬 requests로 로그인 → 사용자 → 결제."""
import json
import os
import uuid

import requests
from personal_fields import decrypt_field
from toss_app import app_login, checkout_payment

BASE_URL = os.environ["APPS_IN_TOSS_BASE_URL"]  # 운영: "https://apps-in-toss-api.toss.im"
PAY_BASE_URL = os.environ["APPS_IN_TOSS_PAY_BASE_URL"]  # 운영: "https://pay-apps-in-toss-api.toss.im"
LOGIN = f"{BASE_URL}/api-partner/v1/apps-in-toss/user/oauth2"
PAY = f"{PAY_BASE_URL}/api-partner/v1/apps-in-toss/pay"

CERT = (os.environ["APPS_IN_TOSS_CERT"], os.environ["APPS_IN_TOSS_KEY"])
# 목 서버의 인증 기관입니다. 운영에서는 이 변수를 두지 않고, 그러면 requests가 아는 인증 기관을 믿습니다.
CA = os.environ.get("APPS_IN_TOSS_CA")

session = requests.Session()


def call(method, url, **options):
    # verify를 session이 아니라 요청에 줍니다: 환경 변수 REQUESTS_CA_BUNDLE이 session.verify를 덮어씁니다.
    answer = session.request(method, url, cert=CERT, verify=CA, timeout=10, **options).json()
    # 업무 실패는 HTTP 200으로 옵니다. raise_for_status()로는 알 수 없고, resultType을 봅니다.
    if answer["resultType"] != "SUCCESS":
        raise RuntimeError(answer.get("error") or answer["resultType"])
    return answer["success"]


# 1. 로그인: 미니앱이 보낸 인가 코드를 토큰으로 바꿉니다. 코드는 10분 동안 한 번만 쓸 수 있습니다.
login = app_login()
code = {"authorizationCode": login["authorizationCode"], "referrer": login["referrer"]}
token = call("POST", f"{LOGIN}/generate-token", json=code)

# 2. 사용자: userKey는 그대로, 개인정보는 암호화되어 옵니다.
me = call("GET", f"{LOGIN}/login-me", headers={"Authorization": f"Bearer {token['accessToken']}"})
name = decrypt_field(me["name"])

# 3. 결제: 만들기 → 사용자의 인증(미니앱) → 실행 → 확인.
user = {"x-toss-user-key": str(me["userKey"])}
order_no = f"order-{uuid.uuid4()}"
order = {
    "orderNo": order_no,
    "productDesc": "사과 한 상자",
    "amount": 25_000,
    "amountTaxFree": 0,
    "isTestPayment": True,  # 샌드박스에서는 True, 라이브에서는 False
}
pay_token = call("POST", f"{PAY}/make-payment", json=order, headers=user)["payToken"]
checkout_payment(pay_token)
payment = {"payToken": pay_token, "orderNo": order_no, "isTestPayment": True}
call("POST", f"{PAY}/execute-payment", json=payment, headers=user)
status = call("POST", f"{PAY}/get-payment-status", json=payment, headers=user)

print(json.dumps({"userKey": me["userKey"], "name": name, "payStatus": status["payStatus"]}, ensure_ascii=False))
