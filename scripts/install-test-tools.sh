# To be sourced from the root of the repository: the programs that judge our work from outside, without which `npm test` would skip
# those tests, from Debian and npm; and the word to the tests that they are there.
missing=()
for pair in curl:curl openssl:openssl python3:python3 keytool:default-jdk-headless fish:fish chromium:chromium go:golang-go php:php-cli redis-server:redis-server nginx:nginx buildah:buildah mmdebstrap:mmdebstrap unshare:util-linux ip:iproute2; do
  command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
done
[ -e /usr/share/java/junit-jupiter-api.jar ] || missing+=(junit5)
[ -e /usr/share/java/jackson-databind.jar ] || missing+=(libjackson2-databind-java)
/usr/bin/python3 -c 'import pytest' 2>/dev/null || missing+=(python3-pytest)
[ -e /usr/lib/nginx/modules/ngx_stream_module.so ] || missing+=(libnginx-mod-stream)
from_debian() {
  [ ${#missing[@]} -gt 0 ] || return 0
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
# While npm fetches what is its own.
from_debian &
installing=$!
export TEST_TOOLS=curl,openssl,python3,keytool,java,sh,fish,chromium,public-tools,go,php,runtimes,redis-server,nginx

npm ci --no-audit --no-fund
npm run public-tools
npm run runtimes
wait "$installing"
