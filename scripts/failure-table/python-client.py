# Reads attempts as JSON from the standard input, and writes what http.client and ssl of Python show for each of them.
import http.client, json, ssl, sys
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit


def attempt(given):
    try:
        url = urlsplit(given["url"])
        timeout = given["timeout"] / 1000
        if url.scheme == "https":
            context = ssl.create_default_context(cafile=given["ca"])
            if "cert" in given:
                context.load_cert_chain(given["cert"], given["key"])
            connection = http.client.HTTPSConnection(url.hostname, url.port, context=context, timeout=timeout)
        else:
            connection = http.client.HTTPConnection(url.hostname, url.port, timeout=timeout)
        connection.request("POST", url.path, headers=given["headers"])
        response = connection.getresponse()
        return {"status": response.status, "body": json.loads(response.read())}
    except Exception as error:
        kind = type(error)
        name = kind.__name__ if kind.__module__ == "builtins" else kind.__module__ + "." + kind.__name__
        return {"error": {"name": name, "message": str(error)}}


attempts = json.load(sys.stdin)
with ThreadPoolExecutor(4) as pool:
    print(json.dumps(dict(zip([each["id"] for each in attempts], pool.map(attempt, attempts)))))
