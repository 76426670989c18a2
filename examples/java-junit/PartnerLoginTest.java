import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TossMockExtension.class)
class PartnerLoginTest {
  @Test
  void aUserLogsIn(TossMock toss) throws Exception {
    var login = toss.act("logins", Map.of("profile", Map.of("name", "김토스")));
    var partner = new PartnerLogin(toss.baseUrl(), toss.sslContext());

    var userKey = partner.logIn(login.get("authorizationCode").asText(), login.get("referrer").asText());

    assertEquals(login.get("userKey").asLong(), userKey);
    var called = toss.received().stream().map(entry -> entry.get("operation").asText()).toList();
    assertEquals(List.of("login.generateToken", "login.loginMe"), called);
  }

  @Test
  void aCodeThatWasUsedBeforeIsRefused(TossMock toss) throws Exception {
    var code = toss.act("logins", Map.of()).get("authorizationCode").asText();
    var partner = new PartnerLogin(toss.baseUrl(), toss.sslContext());
    partner.logIn(code, "DEFAULT");

    var refusal = assertThrows(PartnerLogin.Refused.class, () -> partner.logIn(code, "DEFAULT"));

    assertEquals("OAUTH_ISSUE_TOKEN_ERROR", refusal.getMessage());
  }

  @Test
  void aLostAnswerIsNoLogin(TossMock toss) throws Exception {
    var code = toss.act("logins", Map.of()).get("authorizationCode").asText();
    toss.act("faults", Map.of("operation", "login.loginMe", "fault", Map.of("kind", "reset", "at", "after-commit")));
    var partner = new PartnerLogin(toss.baseUrl(), toss.sslContext());

    assertThrows(IOException.class, () -> partner.logIn(code, "DEFAULT"));
  }
}
