// Reads attempts from the standard input, a field a line and an empty line behind each, and writes for each what
// java.net.http.HttpClient shows: the id, then status or exception, then message, separated by tabs.
import java.io.*;
import java.net.URI;
import java.net.http.*;
import java.nio.file.*;
import java.security.*;
import java.security.cert.*;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.*;
import javax.net.ssl.*;

public class JavaClient {
  public static void main(String[] args) throws Exception {
    var lines = new BufferedReader(new InputStreamReader(System.in));
    var given = new HashMap<String, String>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isEmpty()) {
        int at = line.indexOf('=');
        given.put(line.substring(0, at), line.substring(at + 1));
        continue;
      }
      System.out.println(given.get("id") + "\t" + attempt(given).replace('\n', ' '));
      given.clear();
    }
    System.exit(0);
  }

  static String attempt(Map<String, String> given) {
    try {
      var timeout = Duration.ofMillis(Long.parseLong(given.get("timeout")));
      var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(contextOf(given)).build();
      var request = HttpRequest.newBuilder(URI.create(given.get("url"))).timeout(timeout)
          .POST(HttpRequest.BodyPublishers.noBody());
      if (given.containsKey("header")) request.header("x-apps-in-toss-mock-fault", given.get("header"));
      // The timeout of a request ends with the headers of the answer: the body has to be bounded apart.
      var response = client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
          .get(timeout.toMillis() + 500, java.util.concurrent.TimeUnit.MILLISECONDS);
      return response.statusCode() + "\t" + response.body();
    } catch (java.util.concurrent.TimeoutException error) {
      return "-\tno error and no end: the timeout of a request ends with the headers of the answer";
    } catch (java.util.concurrent.ExecutionException error) {
      return shown(error.getCause());
    } catch (Exception error) {
      return shown(error);
    }
  }

  static String shown(Throwable error) {
    return error.getClass().getName() + "\t" + error.getMessage();
  }

  static SSLContext contextOf(Map<String, String> given) throws Exception {
    var certificates = CertificateFactory.getInstance("X.509");
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (var file = Files.newInputStream(Path.of(given.get("ca")))) {
      trusted.setCertificateEntry("ca", certificates.generateCertificate(file));
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    KeyManager[] keys = null;
    if (given.containsKey("cert")) {
      var own = KeyStore.getInstance("PKCS12");
      own.load(null, null);
      var pem = Files.readString(Path.of(given.get("key"))).replaceAll("-----[^-]+-----|\\s", "");
      var key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
      try (var file = Files.newInputStream(Path.of(given.get("cert")))) {
        own.setKeyEntry("own", key, new char[0], new java.security.cert.Certificate[] {certificates.generateCertificate(file)});
      }
      var manager = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      manager.init(own, new char[0]);
      keys = manager.getKeyManagers();
    }
    var context = SSLContext.getInstance("TLS");
    context.init(keys, trust.getTrustManagers(), null);
    return context;
  }
}
