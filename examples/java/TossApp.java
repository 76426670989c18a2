import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** 목 서버에만 있는 부분입니다. 운영에서는 토스 앱과 미니앱(SDK)이 하는 일이고, 서버 코드에는 없습니다. */
final class TossApp {
  private static final String MINI_APP = System.getenv().getOrDefault("APPS_IN_TOSS_MOCK_APP_NAME", "my-mini-app");
  private static final String TOSS_SIDE = System.getenv("APPS_IN_TOSS_CONTROL_URL") + "/mini-apps/" + MINI_APP;

  private TossApp() {}

  /** 미니앱이 appLogin()을 부르면 사용자가 로그인합니다. 미니앱은 돌려받은 값을 서버로 보냅니다. */
  static JsonNode appLogin() throws Exception {
    return ask("/logins", "{\"profile\":{\"name\":\"김토스\"}}");
  }

  /** 미니앱이 checkoutPayment({ payToken })을 부르면 사용자가 결제를 인증합니다. 돈은 아직 움직이지 않습니다. */
  static void checkoutPayment(String payToken) throws Exception {
    ask("/payments/" + payToken + "/approve", "{}");
  }

  private static JsonNode ask(String path, String body) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(TOSS_SIDE + path))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
    var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    if (response.statusCode() >= 300) throw new IllegalStateException(response.body());
    return new ObjectMapper().readTree(response.body());
  }
}
