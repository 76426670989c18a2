// 목 서버에만 있는 부분입니다. 운영에서는 토스 앱과 미니앱(SDK)이 하는 일이고, 서버 코드에는 없습니다.
#pragma once

#include <curl/curl.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

namespace toss_app {

inline nlohmann::json ask(const std::string& path, const std::string& body) {
  const char* mini_app = std::getenv("APPS_IN_TOSS_MOCK_APP_NAME");
  const std::string url = std::string(std::getenv("APPS_IN_TOSS_CONTROL_URL")) + "/mini-apps/" +
                          (mini_app ? mini_app : "my-mini-app") + path;
  CURL* curl = curl_easy_init();
  curl_slist* headers = curl_slist_append(nullptr, "Content-Type: application/json");
  std::string answer;
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.c_str());
  curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, +[](char* data, size_t, size_t size, std::string* to) {
    to->append(data, size);
    return size;
  });
  const CURLcode result = curl_easy_perform(curl);
  curl_slist_free_all(headers);
  curl_easy_cleanup(curl);
  if (result != CURLE_OK) throw std::runtime_error(path + ": " + curl_easy_strerror(result));
  return nlohmann::json::parse(answer);
}

// 미니앱이 appLogin()을 부르면 사용자가 로그인합니다. 미니앱은 돌려받은 값을 서버로 보냅니다.
inline nlohmann::json app_login() { return ask("/logins", R"({"profile":{"name":"김토스"}})"); }

// 미니앱이 checkoutPayment({ payToken })을 부르면 사용자가 결제를 인증합니다. 돈은 아직 움직이지 않습니다.
inline void checkout_payment(const std::string& pay_token) { ask("/payments/" + pay_token + "/approve", "{}"); }

}  // namespace toss_app
