# argv: certificate, key, CA, file with the calls. Python's standard library only; one connection for all calls.
import http.client, json, ssl, sys
from urllib.parse import urlsplit

cert, key, ca, calls = sys.argv[1:5]
context = ssl.create_default_context(cafile=ca)
context.load_cert_chain(cert, key)
connection = None
answers = []
for call in json.load(open(calls, encoding="utf-8")):
    url = urlsplit(call["url"])
    if connection is None:
        connection = http.client.HTTPSConnection(url.hostname, url.port, context=context, timeout=10)
    body = call["body"].encode() if call.get("body") is not None else None
    connection.request(call["method"], url.path, body=body, headers=call["headers"])
    response = connection.getresponse()
    text = response.read().decode("utf-8")
    answers.append({"status": response.status, "contentType": response.headers["Content-Type"], "text": text})
print(json.dumps(answers))
