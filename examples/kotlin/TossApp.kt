import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers

/** 목 서버에만 있는 부분입니다. 운영에서는 토스 앱과 미니앱(SDK)이 하는 일이고, 서버 코드에는 없습니다. */
object TossApp {
    private val miniApp = System.getenv("APPS_IN_TOSS_MOCK_APP_NAME") ?: "my-mini-app"
    private val tossSide = System.getenv("APPS_IN_TOSS_CONTROL_URL") + "/mini-apps/$miniApp"

    /** 미니앱이 appLogin()을 부르면 사용자가 로그인합니다. 미니앱은 돌려받은 값을 서버로 보냅니다. */
    fun appLogin(): JsonNode = ask("/logins", """{"profile":{"name":"김토스"}}""")

    /** 미니앱이 checkoutPayment({ payToken })을 부르면 사용자가 결제를 인증합니다. 돈은 아직 움직이지 않습니다. */
    fun checkoutPayment(payToken: String) {
        ask("/payments/$payToken/approve", "{}")
    }

    private fun ask(path: String, body: String): JsonNode {
        val request = HttpRequest.newBuilder(URI.create(tossSide + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build()
        val response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString())
        check(response.statusCode() < 300) { response.body() }
        return ObjectMapper().readTree(response.body())
    }
}
