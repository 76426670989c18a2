# argv: port, CA, TLS version (1.2 or 1.3), certificate, key (both may be empty). Prints what Python's ssl shows, as JSON.
import http.client, json, ssl, sys

port, ca, version, cert, key = sys.argv[1:6]
context = ssl.create_default_context(cafile=ca)
context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_2 if version == "1.2" else ssl.TLSVersion.TLSv1_3
if cert:
    context.load_cert_chain(cert, key)
try:
    connection = http.client.HTTPSConnection("127.0.0.1", int(port), context=context, timeout=10)
    connection.request("GET", "/api-partner/v1/apps-in-toss/user/oauth2/login-me")
    print(json.dumps({"status": connection.getresponse().status}))
except Exception as error:
    print(json.dumps({"type": type(error).__name__, "reason": getattr(error, "reason", None), "message": str(error)}))
