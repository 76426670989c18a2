import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A mini-app of its own for one test, and what Toss, its app and its console do. */
final class TossMock {
  private static final ObjectMapper json = new ObjectMapper();
  private static final HttpClient http = HttpClient.newHttpClient();
  private static final char[] password = "in memory".toCharArray();

  private final String controlUrl;
  private final JsonNode app;

  private TossMock(String controlUrl, JsonNode app) {
    this.controlUrl = controlUrl;
    this.app = app;
  }

  static TossMock open(String controlUrl) throws IOException, InterruptedException {
    return new TossMock(controlUrl, call("POST", controlUrl + "/isolated-mini-apps", Map.of()));
  }

  String baseUrl() {
    return app.get("baseUrl").asText();
  }

  /** With the mini-app's certificate, and trust in the mock's authority. */
  SSLContext sslContext() throws GeneralSecurityException, IOException {
    var pkcs8 = app.get("key").asText().replaceAll("-----[A-Z ]+-----|\\s", "");
    var key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pkcs8)));
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("mini-app", key, password, new Certificate[] {certificate("cert")});
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);

    var authorities = KeyStore.getInstance("PKCS12");
    authorities.load(null, null);
    authorities.setCertificateEntry("mock", certificate("ca"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(authorities);

    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private Certificate certificate(String name) throws GeneralSecurityException {
    var pem = app.get(name).asText().getBytes(StandardCharsets.US_ASCII);
    return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
  }

  /** {@code act("logins", Map.of())} logs a user in; the control port's document lists what there is. */
  JsonNode act(String what, Map<String, ?> options) throws IOException, InterruptedException {
    return call("POST", controlUrl + "/mini-apps/" + name() + "/" + what, options);
  }

  /** The requests that came, oldest first, each with the rules that it broke. */
  List<JsonNode> received() throws IOException, InterruptedException {
    var entries = new ArrayList<JsonNode>();
    call("GET", controlUrl + "/journal?kind=exchange&miniApp=" + name(), null).get("entries").forEach(entries::add);
    return entries;
  }

  void close() throws IOException, InterruptedException {
    call("DELETE", controlUrl + "/isolated-mini-apps/" + name(), null);
  }

  private String name() {
    return app.get("appName").asText();
  }

  private static JsonNode call(String method, String url, Object body) throws IOException, InterruptedException {
    var content = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json.writeValueAsString(body));
    var request = HttpRequest.newBuilder(URI.create(url)).method(method, content).header("Content-Type", "application/json");
    var answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) throw new IOException(answer.body());
    return json.readTree(answer.body());
  }
}
