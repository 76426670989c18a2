import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** JDK의 HttpClient와 PKCS#12 파일로 로그인 → 사용자 → 결제. */
public final class Story {
  private static final String BASE_URL = System.getenv("APPS_IN_TOSS_BASE_URL"); // 운영: "https://apps-in-toss-api.toss.im"
  private static final String PAY_BASE_URL = System.getenv("APPS_IN_TOSS_PAY_BASE_URL"); // 운영: "https://pay-apps-in-toss-api.toss.im"
  private static final String LOGIN = BASE_URL + "/api-partner/v1/apps-in-toss/user/oauth2";
  private static final String PAY = PAY_BASE_URL + "/api-partner/v1/apps-in-toss/pay";

  private static final ObjectMapper json = new ObjectMapper();
  private static HttpClient client;

  public static void main(String[] args) throws Exception {
    client = HttpClient.newBuilder().sslContext(sslContext()).connectTimeout(Duration.ofSeconds(5)).build();

    // 1. 로그인: 미니앱이 보낸 인가 코드를 토큰으로 바꿉니다. 코드는 10분 동안 한 번만 쓸 수 있습니다.
    JsonNode login = TossApp.appLogin();
    JsonNode token = send(post(LOGIN + "/generate-token", Map.of(
        "authorizationCode", login.get("authorizationCode"),
        "referrer", login.get("referrer"))));

    // 2. 사용자: userKey는 그대로, 개인정보는 암호화되어 옵니다.
    JsonNode me = send(HttpRequest.newBuilder(URI.create(LOGIN + "/login-me"))
        .header("Authorization", "Bearer " + token.get("accessToken").asText()));
    String userKey = me.get("userKey").asText();
    String name = PersonalFields.decrypt(me.get("name").textValue());

    // 3. 결제: 만들기 → 사용자의 인증(미니앱) → 실행 → 확인.
    boolean isTestPayment = true; // 샌드박스에서는 true, 라이브에서는 false
    String orderNo = "order-" + UUID.randomUUID();
    String payToken = send(post(PAY + "/make-payment", Map.of(
        "orderNo", orderNo,
        "productDesc", "사과 한 상자",
        "amount", 25_000,
        "amountTaxFree", 0,
        "isTestPayment", isTestPayment)).header("x-toss-user-key", userKey)).get("payToken").asText();
    TossApp.checkoutPayment(payToken);
    var payment = Map.of("payToken", payToken, "orderNo", orderNo, "isTestPayment", isTestPayment);
    send(post(PAY + "/execute-payment", payment).header("x-toss-user-key", userKey));
    JsonNode status = send(post(PAY + "/get-payment-status", payment).header("x-toss-user-key", userKey));

    var result = json.createObjectNode();
    result.set("userKey", me.get("userKey"));
    result.put("name", name);
    result.set("payStatus", status.get("payStatus"));
    System.out.println(result);
  }

  /** 콘솔에서 받은 PEM 두 개는 PKCS#12 하나로 묶어 씁니다: openssl pkcs12 -export -in 인증서 -inkey 키 -out client.p12 */
  private static SSLContext sslContext() throws Exception {
    char[] password = System.getenv("APPS_IN_TOSS_PKCS12_PASSWORD").toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(Path.of(System.getenv("APPS_IN_TOSS_PKCS12")))) {
      store.load(file, password);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trustManagers(), null);
    return context;
  }

  /** 목 서버의 인증 기관입니다. 운영에서는 이 변수를 두지 않고, 그러면 null: JVM의 인증 기관을 믿습니다. */
  private static TrustManager[] trustManagers() throws Exception {
    String ca = System.getenv("APPS_IN_TOSS_CA");
    if (ca == null) return null;
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream file = Files.newInputStream(Path.of(ca))) {
      store.setCertificateEntry("mock", CertificateFactory.getInstance("X.509").generateCertificate(file));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return trust.getTrustManagers();
  }

  private static HttpRequest.Builder post(String url, Map<String, ?> body) throws Exception {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(json.writeValueAsString(body)));
  }

  private static JsonNode send(HttpRequest.Builder request) throws Exception {
    var response = client.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
    JsonNode answer = json.readTree(response.body());
    // 업무 실패는 HTTP 200으로 옵니다. 상태 코드가 아니라 resultType을 봅니다.
    if (!"SUCCESS".equals(answer.path("resultType").asText())) throw new IllegalStateException(response.body());
    return answer.get("success");
  }
}
