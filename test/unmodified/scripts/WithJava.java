import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.io.FileInputStream;
import java.security.KeyStore;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The three calls with the JDK's own client, as they run in production. */
public class WithJava {
  private static final String LOGIN = "https://apps-in-toss-api.toss.im/api-partner/v1/apps-in-toss/user/oauth2";
  private static final String PAY = "https://pay-apps-in-toss-api.toss.im/api-partner/v1/apps-in-toss/pay";

  public static void main(String[] args) throws Exception {
    char[] password = System.getenv("APPS_IN_TOSS_PKCS12_PASSWORD").toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (FileInputStream file = new FileInputStream(System.getenv("APPS_IN_TOSS_PKCS12"))) {
      store.load(file, password);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    HttpClient client = HttpClient.newBuilder().sslContext(context).build();

    String code = "{\"authorizationCode\":\"" + System.getenv("AUTHORIZATION_CODE") + "\",\"referrer\":\"DEFAULT\"}";
    String token = field("accessToken", send(client, post(LOGIN + "/generate-token", code)));
    String user = field("userKey", send(client, HttpRequest.newBuilder(URI.create(LOGIN + "/login-me"))
        .header("Authorization", "Bearer " + token)));
    String order = "{\"orderNo\":\"order-1\",\"productDesc\":\"apple\",\"amount\":1000,\"amountTaxFree\":0,\"isTestPayment\":true}";
    String payment = field("payToken", send(client, post(PAY + "/make-payment", order).header("x-toss-user-key", user)));
    System.out.println("{\"userKey\":" + user + ",\"payToken\":\"" + payment + "\"}");
  }

  private static HttpRequest.Builder post(String url, String body) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private static String send(HttpClient client, HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    return response.body();
  }

  private static String field(String name, String json) {
    var found = Pattern.compile("\"" + name + "\":\"?([^\",}]+)").matcher(json);
    if (!found.find()) throw new IllegalStateException(json);
    return found.group(1);
  }
}
