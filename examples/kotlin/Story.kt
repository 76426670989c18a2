// Kotlin으로, PEM 파일 두 개를 그대로 읽어 로그인 → 사용자 → 결제. PKCS#12 파일을 쓰려면 ../java를 보세요.
import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import java.io.File
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers
import java.security.KeyFactory
import java.security.KeyStore
import java.security.cert.CertificateFactory
import java.security.cert.X509Certificate
import java.security.spec.PKCS8EncodedKeySpec
import java.time.Duration
import java.util.Base64
import java.util.UUID
import javax.net.ssl.KeyManagerFactory
import javax.net.ssl.SSLContext
import javax.net.ssl.TrustManagerFactory

val baseUrl: String = System.getenv("APPS_IN_TOSS_BASE_URL") // 운영: "https://apps-in-toss-api.toss.im"
val payBaseUrl: String = System.getenv("APPS_IN_TOSS_PAY_BASE_URL") // 운영: "https://pay-apps-in-toss-api.toss.im"
val login = "$baseUrl/api-partner/v1/apps-in-toss/user/oauth2"
val pay = "$payBaseUrl/api-partner/v1/apps-in-toss/pay"

val json = ObjectMapper()
val client: HttpClient = HttpClient.newBuilder().sslContext(sslContext()).connectTimeout(Duration.ofSeconds(5)).build()

fun main() {
    // 1. 로그인: 미니앱이 보낸 인가 코드를 토큰으로 바꿉니다. 코드는 10분 동안 한 번만 쓸 수 있습니다.
    val code = TossApp.appLogin()
    val token = send(
        post("$login/generate-token", mapOf("authorizationCode" to code["authorizationCode"], "referrer" to code["referrer"]))
    )

    // 2. 사용자: userKey는 그대로, 개인정보는 암호화되어 옵니다.
    val bearer = "Bearer ${token["accessToken"].asText()}"
    val me = send(HttpRequest.newBuilder(URI.create("$login/login-me")).header("Authorization", bearer))
    val userKey = me["userKey"].asText()
    val name = decryptField(me["name"].textValue())

    // 3. 결제: 만들기 → 사용자의 인증(미니앱) → 실행 → 확인.
    val isTestPayment = true // 샌드박스에서는 true, 라이브에서는 false
    val orderNo = "order-${UUID.randomUUID()}"
    val order = mapOf(
        "orderNo" to orderNo,
        "productDesc" to "사과 한 상자",
        "amount" to 25_000,
        "amountTaxFree" to 0,
        "isTestPayment" to isTestPayment
    )
    val payToken = send(post("$pay/make-payment", order).header("x-toss-user-key", userKey))["payToken"].asText()
    TossApp.checkoutPayment(payToken)
    val payment = mapOf("payToken" to payToken, "orderNo" to orderNo, "isTestPayment" to isTestPayment)
    send(post("$pay/execute-payment", payment).header("x-toss-user-key", userKey))
    val status = send(post("$pay/get-payment-status", payment).header("x-toss-user-key", userKey))

    println(json.writeValueAsString(mapOf("userKey" to me["userKey"], "name" to name, "payStatus" to status["payStatus"])))
}

/** 키 파일은 암호화되지 않은 PKCS#8(BEGIN PRIVATE KEY)이어야 합니다. PKCS#1(BEGIN RSA PRIVATE KEY)은 읽지 못합니다. */
fun sslContext(): SSLContext {
    val certificate = certificate(System.getenv("APPS_IN_TOSS_CERT"))
    val pem = File(System.getenv("APPS_IN_TOSS_KEY")).readText()
    val der = Base64.getMimeDecoder().decode(pem.replace(Regex("-----[A-Z ]+-----"), ""))
    val key = KeyFactory.getInstance("RSA").generatePrivate(PKCS8EncodedKeySpec(der))

    val password = "changeit".toCharArray() // 메모리에만 있는 저장소의 것입니다.
    val store = KeyStore.getInstance("PKCS12").apply {
        load(null, null)
        setKeyEntry("client", key, password, arrayOf(certificate))
    }
    val keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm()).apply { init(store, password) }

    // 목 서버의 인증 기관입니다. 운영에서는 이 변수를 두지 않고, 그러면 null: JVM의 인증 기관을 믿습니다.
    val trust = System.getenv("APPS_IN_TOSS_CA")?.let { ca ->
        val authorities = KeyStore.getInstance("PKCS12").apply {
            load(null, null)
            setCertificateEntry("mock", certificate(ca))
        }
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm()).apply { init(authorities) }
    }
    return SSLContext.getInstance("TLS").apply { init(keys.keyManagers, trust?.trustManagers, null) }
}

fun certificate(path: String): X509Certificate = File(path).inputStream().use {
    CertificateFactory.getInstance("X.509").generateCertificate(it) as X509Certificate
}

fun post(url: String, body: Map<String, Any?>): HttpRequest.Builder = HttpRequest.newBuilder(URI.create(url))
    .header("Content-Type", "application/json")
    .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))

fun send(request: HttpRequest.Builder): JsonNode {
    val response = client.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString())
    val answer = json.readTree(response.body())
    // 업무 실패는 HTTP 200으로 옵니다. 상태 코드가 아니라 resultType을 봅니다.
    check(answer.path("resultType").asText() == "SUCCESS") { response.body() }
    return answer["success"]
}
