#!/usr/bin/env bash
# PKCS#12 with a MAC whose key is not encrypted (a key bag instead of a shrouded one): what Java finds in it.
#
# Versions: Debian openjdk 17.0.15, openssl 3.0.19; Node 20.20.2.
# Guess:    Java reads the key, as Node does, or says that it cannot.
# Seen:     Java loads the file without an error, and it is empty: no key, no certificate, `keytool -list` says "0 entries", and a
#           KeyManager made of it has no alias. The client then sends no certificate, and the only error is the server's. The
#           same key and certificate with an encrypted key bag are found. Node reads both.
# Matters:  the file looks right everywhere else, and Java's failure comes as a refused handshake.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
expect() { # expect WHAT SEEN EXPECTED
  echo "$1: $2"
  [ "$2" = "$3" ] || { echo "changed: $1 was \"$3\"" >&2; exit 1; }
}

openssl req -x509 -newkey rsa:2048 -nodes -keyout first.key -out first.crt -days 2 -subj "/CN=first" 2>/dev/null
export_as() { openssl pkcs12 -export -in first.crt -inkey first.key -name first -passout pass:secret -out "$@"; }
export_as encrypted.p12
export_as clear.p12 -keypbe NONE -certpbe NONE

cat >Read.java <<'END'
import java.io.FileInputStream;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

class Read {
  public static void main(String[] arguments) throws Exception {
    char[] password = "secret".toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (FileInputStream file = new FileInputStream(arguments[0])) { store.load(file, password); }
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(store, password);
    String[] aliases = ((X509KeyManager) factory.getKeyManagers()[0]).getClientAliases("RSA", null);
    System.out.println("entries " + store.size() + ", client aliases " + (aliases == null ? "none" : aliases.length));
  }
}
END
cat >read.js <<'END'
require("node:tls").createSecureContext({ pfx: require("node:fs").readFileSync(process.argv[2]), passphrase: "secret" })
console.log("read")
END
expect 'encrypted, Node' "$(node read.js encrypted.p12)" read
expect 'clear, Node' "$(node read.js clear.p12)" read
expect 'encrypted, Java' "$(java Read.java encrypted.p12)" 'entries 1, client aliases 1'
expect 'clear, Java' "$(java Read.java clear.p12)" 'entries 0, client aliases none'
