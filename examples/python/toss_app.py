"""목 서버에만 있는 부분입니다. 운영에서는 토스 앱과 미니앱(SDK)이 하는 일이고, 서버 코드에는 없습니다."""
import json
import os
import urllib.request

CONTROL_URL = os.environ["APPS_IN_TOSS_CONTROL_URL"]
MINI_APP = os.environ.get("APPS_IN_TOSS_MOCK_APP_NAME", "my-mini-app")


def _ask(path, body):
    request = urllib.request.Request(
        f"{CONTROL_URL}/mini-apps/{MINI_APP}{path}",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.load(response)


def app_login():
    """미니앱이 appLogin()을 부르면 사용자가 로그인합니다. 미니앱은 돌려받은 값을 서버로 보냅니다."""
    return _ask("/logins", {"profile": {"name": "김토스"}})


def checkout_payment(pay_token):
    """미니앱이 checkoutPayment({ payToken })을 부르면 사용자가 결제를 인증합니다. 돈은 아직 움직이지 않습니다."""
    return _ask(f"/payments/{pay_token}/approve", {})
