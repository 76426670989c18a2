#!/usr/bin/env bash
# Java: two client keys of one authority in one PKCS#12 key store. Which one is sent?
#
# Versions: Debian openjdk 17.0.15, openssl 3.0.19; Node 20.20.2 as the server.
# Guess:    the first in the file, or the one that is valid, with both algorithms of KeyManagerFactory.
# Seen:     with SunX509, the default, the spelling of the aliases decides and not their order: the same two keys under exchanged aliases
#           give the other certificate, and the order in the file changes nothing. It also sends an expired certificate where
#           a valid one lies beside it. With PKIX it is the first in the file, whatever it is called, and an expired one is passed
#           over. Neither says that there was a choice.
# Matters:  a renewed certificate imported beside the old one, or two accounts in one store, work or not by the name given to keytool.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
expect() { # expect WHAT SEEN EXPECTED
  echo "$1: $2"
  [ "$2" = "$3" ] || { echo "changed: $1 was \"$3\"" >&2; exit 1; }
}

openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 2 -subj "/CN=a test CA" 2>/dev/null
issue() { # issue COMMON-NAME USAGE DAYS
  openssl req -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$1" 2>/dev/null
  printf "subjectAltName=DNS:%s\nextendedKeyUsage=%s\n" "$1" "$2" >"$1.ext"
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days "$3" -extfile "$1.ext" -out "$1.crt" 2>/dev/null
  openssl pkcs12 -export -in "$1.crt" -inkey "$1.key" -name "$1" -passout pass:secret -out "$1.p12"
}
issue localhost serverAuth 2; issue first clientAuth 2; issue second clientAuth 2; issue expired clientAuth -1

store() { # store FILE [NAME ALIAS]...: a key store with these keys, in this order
  local file=$1
  shift
  while [ $# -gt 0 ]; do
    keytool -importkeystore -noprompt -srckeystore "$1.p12" -srcstorepass secret -srcalias "$1" \
      -destkeystore "$file" -deststoretype PKCS12 -deststorepass secret -destalias "$2" 2>/dev/null
    shift 2
  done
}
store first-a,second-b first a second b
store first-b,second-a first b second a
store second-b,first-a second b first a
store expired-a,second-b expired a second b

cat >Send.java <<'END'
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

class Send {
  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    char[] password = "secret".toCharArray();
    KeyStore authorities = KeyStore.getInstance("PKCS12");
    authorities.load(null, null);
    try (InputStream file = new FileInputStream("ca.crt")) {
      authorities.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(file));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(authorities);
    System.out.println("default " + KeyManagerFactory.getDefaultAlgorithm());
    for (int n = 1; n < arguments.length; n++) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream file = new FileInputStream(arguments[n])) { keys.load(file, password); }
      List<String> sent = new ArrayList<>();
      for (String algorithm : new String[] {"SunX509", "PKIX"}) {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(algorithm);
        factory.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), trust.getTrustManagers(), null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port)) {
          sent.add(algorithm + " " + new BufferedReader(new InputStreamReader(socket.getInputStream())).readLine());
        }
      }
      System.out.println(arguments[n] + ": " + String.join(", ", sent));
    }
  }
}
END
# Asks for a certificate, and answers with its name.
cat >ask.js <<'END'
const { readFileSync } = require("node:fs")
const read = (name) => readFileSync(name)
const options = { key: read("localhost.key"), cert: read("localhost.crt"), ca: read("ca.crt"), requestCert: true, rejectUnauthorized: false }
const server = require("node:tls").createServer(options, (socket) => {
  socket.on("error", () => {})
  socket.end(`${socket.getPeerCertificate().subject?.CN}\n`)
})
server.listen(0, "localhost", () => {
  const program = ["Send.java", String(server.address().port), ...process.argv.slice(2)]
  require("node:child_process").spawn("java", program, { stdio: "inherit" }).on("exit", (code) => process.exit(code))
})
END
cat >expected <<'END'
default SunX509
first-a,second-b: SunX509 first, PKIX first
first-b,second-a: SunX509 second, PKIX first
second-b,first-a: SunX509 first, PKIX second
expired-a,second-b: SunX509 expired, PKIX second
END
expect 'two keys (certificate and alias of each)' "$(node ask.js first-a,second-b first-b,second-a second-b,first-a expired-a,second-b)" "$(cat expected)"
