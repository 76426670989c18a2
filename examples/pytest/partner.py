"""시험할 코드: 인가 코드를 받아 로그인한 사용자의 userKey를 알려 줘요. 표준 라이브러리만 써요."""

import http.client
import json
import ssl
from urllib.parse import urlsplit

OAUTH2 = "/api-partner/v1/apps-in-toss/user/oauth2"


class LoginRefused(Exception):
    """토스가 로그인을 받아 주지 않았어요. 인수는 errorCode예요."""


class Partner:
    def __init__(self, base_url: str, cert: str, key: str, ca: str | None = None):
        """cert, key, ca는 파일 경로예요. 운영 환경에서는 ca를 주지 않아요."""
        self._host = urlsplit(base_url).netloc
        self._tls = ssl.create_default_context(cafile=ca)
        self._tls.load_cert_chain(cert, key)

    def log_in(self, authorization_code: str, referrer: str) -> int:
        token = self._call("POST", "/generate-token", {"authorizationCode": authorization_code, "referrer": referrer})
        me = self._call("GET", "/login-me", headers={"Authorization": f"Bearer {token['accessToken']}"})
        return me["userKey"]

    def _call(self, method, path, body=None, headers=None):
        connection = http.client.HTTPSConnection(self._host, context=self._tls, timeout=10)
        try:
            json_body = None if body is None else json.dumps(body)
            connection.request(method, OAUTH2 + path, json_body, {"Content-Type": "application/json", **(headers or {})})
            envelope = json.loads(connection.getresponse().read())
        finally:
            connection.close()
        # 실패도 HTTP 200으로 와요. 상태 코드가 아니라 resultType을 봐야 해요.
        if envelope.get("resultType") != "SUCCESS":
            raise LoginRefused((envelope.get("error") or {}).get("errorCode", envelope.get("resultType")))
        return envelope["success"]
