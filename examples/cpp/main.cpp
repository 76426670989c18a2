// libcurl로 로그인 → 사용자 → 결제. JSON은 nlohmann/json, 복호화는 OpenSSL입니다.
#include <curl/curl.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "personal_fields.hpp"
#include "toss_app.hpp"

using nlohmann::json;

const std::string base_url = std::getenv("APPS_IN_TOSS_BASE_URL"); // 운영: "https://apps-in-toss-api.toss.im"
const std::string pay_base_url = std::getenv("APPS_IN_TOSS_PAY_BASE_URL"); // 운영: "https://pay-apps-in-toss-api.toss.im"
const std::string login = base_url + "/api-partner/v1/apps-in-toss/user/oauth2";
const std::string pay = pay_base_url + "/api-partner/v1/apps-in-toss/pay";

// 인증서를 붙여 앱인토스 API를 부릅니다. 핸들을 다시 쓰므로 연결이 유지됩니다.
class Partner {
 public:
  Partner() : curl_(curl_easy_init()) {}
  ~Partner() { curl_easy_cleanup(curl_); }
  Partner(const Partner&) = delete;
  Partner& operator=(const Partner&) = delete;

  json get(const std::string& url, const std::vector<std::string>& headers) { return call(url, headers, nullptr); }

  json post(const std::string& url, const json& body, const std::vector<std::string>& headers = {}) {
    const std::string text = body.dump();
    return call(url, headers, &text);
  }

 private:
  json call(const std::string& url, const std::vector<std::string>& headers, const std::string* body) {
    curl_easy_reset(curl_);  // 연결은 남습니다.
    curl_slist* list = curl_slist_append(nullptr, "Content-Type: application/json");
    for (const auto& header : headers) list = curl_slist_append(list, header.c_str());
    std::string text;
    char problem[CURL_ERROR_SIZE] = "";
    curl_easy_setopt(curl_, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl_, CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(curl_, CURLOPT_SSLCERT, std::getenv("APPS_IN_TOSS_CERT"));
    curl_easy_setopt(curl_, CURLOPT_SSLKEY, std::getenv("APPS_IN_TOSS_KEY"));
    // 목 서버의 인증 기관입니다. 운영에서는 이 변수를 두지 않고, 그러면 시스템의 인증 기관을 믿습니다.
    if (const char* ca = std::getenv("APPS_IN_TOSS_CA")) curl_easy_setopt(curl_, CURLOPT_CAINFO, ca);
    if (body) curl_easy_setopt(curl_, CURLOPT_COPYPOSTFIELDS, body->c_str());
    curl_easy_setopt(curl_, CURLOPT_TIMEOUT, 10L);
    curl_easy_setopt(curl_, CURLOPT_NOSIGNAL, 1L);  // 스레드가 있는 서버에서 시간 제한에 신호를 쓰지 않습니다.
    curl_easy_setopt(curl_, CURLOPT_ERRORBUFFER, problem);
    curl_easy_setopt(curl_, CURLOPT_WRITEDATA, &text);
    curl_easy_setopt(curl_, CURLOPT_WRITEFUNCTION, +[](char* data, size_t, size_t size, std::string* to) {
      to->append(data, size);
      return size;
    });
    const CURLcode result = curl_easy_perform(curl_);
    curl_slist_free_all(list);
    if (result != CURLE_OK) {
      throw std::runtime_error("(" + std::to_string(result) + ") " + curl_easy_strerror(result) + ": " + problem);
    }
    const json answer = json::parse(text);
    // 업무 실패는 HTTP 200으로 옵니다. 상태 코드가 아니라 resultType을 봅니다.
    if (answer.at("resultType") != "SUCCESS") throw std::runtime_error(text);
    return answer.at("success");
  }

  CURL* curl_;
};

void story() {
  Partner toss;

  // 1. 로그인: 미니앱이 보낸 인가 코드를 토큰으로 바꿉니다. 코드는 10분 동안 한 번만 쓸 수 있습니다.
  const json code = toss_app::app_login();
  const json token = toss.post(login + "/generate-token",
                               {{"authorizationCode", code.at("authorizationCode")}, {"referrer", code.at("referrer")}});

  // 2. 사용자: userKey는 그대로, 개인정보는 암호화되어 옵니다.
  const json me = toss.get(login + "/login-me", {"Authorization: Bearer " + token.at("accessToken").get<std::string>()});
  const json name = me.at("name").is_null() ? json() : json(personal_fields::decrypt(me.at("name")));

  // 3. 결제: 만들기 → 사용자의 인증(미니앱) → 실행 → 확인.
  const std::vector<std::string> user = {"x-toss-user-key: " + std::to_string(me.at("userKey").get<long long>())};
  const bool is_test_payment = true;  // 샌드박스에서는 true, 라이브에서는 false
  const std::string order_no =
      "order-" + std::to_string(std::chrono::system_clock::now().time_since_epoch().count());
  const json order = {{"orderNo", order_no},
                      {"productDesc", "사과 한 상자"},
                      {"amount", 25000},
                      {"amountTaxFree", 0},
                      {"isTestPayment", is_test_payment}};
  const std::string pay_token = toss.post(pay + "/make-payment", order, user).at("payToken");
  toss_app::checkout_payment(pay_token);
  const json payment = {{"payToken", pay_token}, {"orderNo", order_no}, {"isTestPayment", is_test_payment}};
  toss.post(pay + "/execute-payment", payment, user);
  const json status = toss.post(pay + "/get-payment-status", payment, user);

  std::cout << json{{"userKey", me.at("userKey")}, {"name", name}, {"payStatus", status.at("payStatus")}} << '\n';
}

int main() {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  try {
    story();
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  curl_global_cleanup();
}
