"""파이썬 표준 라이브러리(urllib)로 로그인 → 사용자 → 결제."""
import json
import os
import ssl
import urllib.error
import urllib.request
import uuid

from personal_fields import decrypt_field
from toss_app import app_login, checkout_payment

BASE_URL = os.environ["APPS_IN_TOSS_BASE_URL"]  # 운영: "https://apps-in-toss-api.toss.im"
PAY_BASE_URL = os.environ["APPS_IN_TOSS_PAY_BASE_URL"]  # 운영: "https://pay-apps-in-toss-api.toss.im"
LOGIN = f"{BASE_URL}/api-partner/v1/apps-in-toss/user/oauth2"
PAY = f"{PAY_BASE_URL}/api-partner/v1/apps-in-toss/pay"

# cafile은 목 서버의 인증 기관입니다. 운영에서는 이 변수를 두지 않고, 그러면 시스템의 인증 기관을 믿습니다.
context = ssl.create_default_context(cafile=os.environ.get("APPS_IN_TOSS_CA"))
context.load_cert_chain(os.environ["APPS_IN_TOSS_CERT"], os.environ["APPS_IN_TOSS_KEY"])
opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context))


def call(url, body=None, **headers):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json", **headers})
    try:
        with opener.open(request, timeout=10) as response:
            answer = json.load(response)
    except urllib.error.HTTPError as error:  # 400과 500에도 JSON이 들어 있습니다.
        answer = json.load(error)
    # 업무 실패는 HTTP 200으로 옵니다. 상태 코드가 아니라 resultType을 봅니다.
    if answer["resultType"] != "SUCCESS":
        raise RuntimeError(answer.get("error") or answer["resultType"])
    return answer["success"]


# 1. 로그인: 미니앱이 보낸 인가 코드를 토큰으로 바꿉니다. 코드는 10분 동안 한 번만 쓸 수 있습니다.
login = app_login()
code = {"authorizationCode": login["authorizationCode"], "referrer": login["referrer"]}
token = call(f"{LOGIN}/generate-token", code)

# 2. 사용자: userKey는 그대로, 개인정보는 암호화되어 옵니다.
me = call(f"{LOGIN}/login-me", Authorization=f"Bearer {token['accessToken']}")
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
pay_token = call(f"{PAY}/make-payment", order, **user)["payToken"]
checkout_payment(pay_token)
payment = {"payToken": pay_token, "orderNo": order_no, "isTestPayment": True}
call(f"{PAY}/execute-payment", payment, **user)
status = call(f"{PAY}/get-payment-status", payment, **user)

print(json.dumps({"userKey": me["userKey"], "name": name, "payStatus": status["payStatus"]}, ensure_ascii=False))
