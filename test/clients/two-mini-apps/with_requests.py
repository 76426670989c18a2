"""Two mini-apps in one Session, and then in a Session each; prints the version, and how many connections were opened by then."""
import json
import os
import requests

url = os.environ["URL"]
apps = json.loads(os.environ["APPS"])
pair = lambda app: (app["cert"], app["key"])

session = requests.Session()
for app in (apps[0], apps[1]):
    session.get(url, cert=pair(app), verify=os.environ["CA"])
for app in apps:
    own = requests.Session()
    own.get(url, cert=pair(app), verify=os.environ["CA"])
print(requests.__version__)
