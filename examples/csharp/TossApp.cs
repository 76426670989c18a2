using System;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

/// <summary>목 서버에만 있는 부분입니다. 운영에서는 토스 앱과 미니앱(SDK)이 하는 일이고, 서버 코드에는 없습니다.</summary>
static class TossApp
{
    static readonly string MiniApp = Environment.GetEnvironmentVariable("APPS_IN_TOSS_MOCK_APP_NAME") ?? "my-mini-app";
    static readonly string TossSide = Environment.GetEnvironmentVariable("APPS_IN_TOSS_CONTROL_URL") + "/mini-apps/" + MiniApp;
    static readonly HttpClient Http = new HttpClient();

    /// <summary>미니앱이 appLogin()을 부르면 사용자가 로그인합니다. 미니앱은 돌려받은 값을 서버로 보냅니다.</summary>
    public static Task<JObject> AppLogin() => Ask("/logins", "{\"profile\":{\"name\":\"김토스\"}}");

    /// <summary>미니앱이 checkoutPayment({ payToken })을 부르면 사용자가 결제를 인증합니다. 돈은 아직 움직이지 않습니다.</summary>
    public static Task CheckoutPayment(string payToken) => Ask("/payments/" + payToken + "/approve", "{}");

    static async Task<JObject> Ask(string path, string body)
    {
        var content = new StringContent(body, Encoding.UTF8, "application/json");
        var response = await Http.PostAsync(TossSide + path, content);
        response.EnsureSuccessStatusCode();
        return JObject.Parse(await response.Content.ReadAsStringAsync());
    }
}
