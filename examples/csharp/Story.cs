using System;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Tasks;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

/// <summary>HttpClient와 PKCS#12 파일로 로그인 → 사용자 → 결제.</summary>
static class Story
{
    static readonly string BaseUrl = Env("APPS_IN_TOSS_BASE_URL"); // 운영: "https://apps-in-toss-api.toss.im"
    static readonly string PayBaseUrl = Env("APPS_IN_TOSS_PAY_BASE_URL"); // 운영: "https://pay-apps-in-toss-api.toss.im"
    static readonly string Login = BaseUrl + "/api-partner/v1/apps-in-toss/user/oauth2";
    static readonly string Pay = PayBaseUrl + "/api-partner/v1/apps-in-toss/pay";

    static readonly HttpClient Toss = CreateClient();

    static HttpClient CreateClient()
    {
        // 인증서와 키가 함께 든 PKCS#12여야 합니다. PEM 인증서만 읽으면 키가 없어 인증서를 보내지 못합니다.
        var certificate = new X509Certificate2(Env("APPS_IN_TOSS_PKCS12"), Env("APPS_IN_TOSS_PKCS12_PASSWORD"));
        var tls = new SslClientAuthenticationOptions
        {
            ClientCertificates = new X509CertificateCollection { certificate },
        };
        // 목 서버의 인증 기관입니다. 운영에서는 이 변수를 두지 않고, 그러면 시스템의 인증 기관을 믿습니다.
        if (Env("APPS_IN_TOSS_CA") != null) MockAuthority.Trust(tls, Env("APPS_IN_TOSS_CA"));
        return new HttpClient(new SocketsHttpHandler { SslOptions = tls }) { Timeout = TimeSpan.FromSeconds(10) };
    }

    static async Task Tell()
    {
        // 1. 로그인: 미니앱이 보낸 인가 코드를 토큰으로 바꿉니다. 코드는 10분 동안 한 번만 쓸 수 있습니다.
        var login = await TossApp.AppLogin();
        var code = new { authorizationCode = login["authorizationCode"], referrer = login["referrer"] };
        var token = await Send(Post(Login + "/generate-token", code));

        // 2. 사용자: userKey는 그대로, 개인정보는 암호화되어 옵니다.
        var request = new HttpRequestMessage(HttpMethod.Get, Login + "/login-me");
        request.Headers.Add("Authorization", "Bearer " + token["accessToken"]);
        var me = await Send(request);
        var name = PersonalFields.Decrypt((string)me["name"]);

        // 3. 결제: 만들기 → 사용자의 인증(미니앱) → 실행 → 확인.
        var user = (string)me["userKey"];
        var isTestPayment = true; // 샌드박스에서는 true, 라이브에서는 false
        var orderNo = "order-" + Guid.NewGuid();
        var order = new { orderNo, productDesc = "사과 한 상자", amount = 25_000, amountTaxFree = 0, isTestPayment };
        var payToken = (string)(await Send(Post(Pay + "/make-payment", order, user)))["payToken"];
        await TossApp.CheckoutPayment(payToken);
        var payment = new { payToken, orderNo, isTestPayment };
        await Send(Post(Pay + "/execute-payment", payment, user));
        var status = await Send(Post(Pay + "/get-payment-status", payment, user));

        Console.WriteLine(JsonConvert.SerializeObject(
            new { userKey = me["userKey"], name, payStatus = status["payStatus"] }));
    }

    static HttpRequestMessage Post(string url, object body, string userKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new StringContent(JsonConvert.SerializeObject(body), Encoding.UTF8, "application/json"),
        };
        if (userKey != null) request.Headers.Add("x-toss-user-key", userKey);
        return request;
    }

    static async Task<JToken> Send(HttpRequestMessage request)
    {
        var response = await Toss.SendAsync(request);
        var answer = JObject.Parse(await response.Content.ReadAsStringAsync());
        // 업무 실패는 HTTP 200으로 옵니다. IsSuccessStatusCode가 아니라 resultType을 봅니다.
        if ((string)answer["resultType"] != "SUCCESS") throw new InvalidOperationException(answer.ToString());
        return answer["success"];
    }

    static string Env(string name) => Environment.GetEnvironmentVariable(name);

    static void Main() => Tell().GetAwaiter().GetResult();
}
