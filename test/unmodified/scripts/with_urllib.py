"""The three calls with Python's standard library, as they run in production."""
import json
import os
import ssl
import urllib.request

context = ssl.create_default_context()
context.load_cert_chain(os.environ["TOSS_MTLS_CERT_PATH"], os.environ["TOSS_MTLS_KEY_PATH"])
opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context))
LOGIN = "https://apps-in-toss-api.toss.im/api-partner/v1/apps-in-toss/user/oauth2"
PAY = "https://pay-apps-in-toss-api.toss.im/api-partner/v1/apps-in-toss/pay"


def call(url, headers=None, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json", **(headers or {})})
    with opener.open(request, timeout=20) as response:
        return json.load(response)["success"]


token = call(
    f"{LOGIN}/generate-token", body={"authorizationCode": os.environ["AUTHORIZATION_CODE"], "referrer": "DEFAULT"}
)
user = call(f"{LOGIN}/login-me", {"Authorization": f"Bearer {token['accessToken']}"})
order = {"orderNo": "order-1", "productDesc": "사과", "amount": 1000, "amountTaxFree": 0, "isTestPayment": True}
payment = call(f"{PAY}/make-payment", {"x-toss-user-key": str(user["userKey"])}, order)
print(json.dumps({"userKey": user["userKey"], "payToken": payment["payToken"]}))
