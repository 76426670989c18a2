import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** 시험할 코드: 인가 코드를 받아 로그인한 사용자의 userKey를 알려 줘요. */
final class PartnerLogin {
  /** 토스가 로그인을 받아 주지 않았어요. 메시지는 errorCode예요. */
  static final class Refused extends Exception {
    Refused(String errorCode) {
      super(errorCode);
    }
  }

  private static final ObjectMapper json = new ObjectMapper();
  private final String oauth2;
  private final HttpClient client;

  PartnerLogin(String baseUrl, SSLContext tls) {
    oauth2 = baseUrl + "/api-partner/v1/apps-in-toss/user/oauth2";
    client = HttpClient.newBuilder().sslContext(tls).connectTimeout(Duration.ofSeconds(5)).build();
  }

  long logIn(String authorizationCode, String referrer) throws IOException, InterruptedException, Refused {
    var body = json.writeValueAsString(Map.of("authorizationCode", authorizationCode, "referrer", referrer));
    var token = send(request("/generate-token").POST(BodyPublishers.ofString(body)));
    var accessToken = token.get("accessToken").asText();
    return send(request("/login-me").header("Authorization", "Bearer " + accessToken)).get("userKey").asLong();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(oauth2 + path))
        .timeout(Duration.ofSeconds(10))
        .header("Content-Type", "application/json");
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException, Refused {
    var envelope = json.readTree(client.send(request.build(), BodyHandlers.ofString()).body());
    // 실패도 HTTP 200으로 와요. 상태 코드가 아니라 resultType을 봐야 해요.
    if (envelope.path("resultType").asText().equals("SUCCESS")) return envelope.get("success");
    throw new Refused(envelope.path("error").path("errorCode").asText(envelope.path("resultType").asText()));
  }
}
