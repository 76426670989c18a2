# argv: base URL, certificate, key, code, CA. Python's standard library only, written as a partner's backend would.
import json, ssl, sys, urllib.request

base_url, cert, key, code, ca = sys.argv[1:6]
context = ssl.create_default_context(cafile=ca)
context.load_cert_chain(cert, key)
oauth2 = base_url + "/api-partner/v1/apps-in-toss/user/oauth2"


def call(path, headers, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(oauth2 + path, data=data, headers=headers)
    with urllib.request.urlopen(request, context=context, timeout=10) as response:
        return json.load(response)


tokens = call("/generate-token", {"Content-Type": "application/json"}, {"authorizationCode": code, "referrer": "DEFAULT"})
print(json.dumps(call("/login-me", {"Authorization": "Bearer " + tokens["success"]["accessToken"]})))
