package main

// 목 서버에만 있는 부분입니다. 운영에서는 토스 앱과 미니앱(SDK)이 하는 일이고, 서버 코드에는 없습니다.

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
)

type login struct {
	AuthorizationCode string `json:"authorizationCode"`
	Referrer          string `json:"referrer"`
}

// appLogin: 미니앱이 appLogin()을 부르면 사용자가 로그인합니다. 미니앱은 돌려받은 값을 서버로 보냅니다.
func appLogin() (answer login, err error) {
	err = askTossSide("/logins", `{"profile":{"name":"김토스"}}`, &answer)
	return
}

// checkoutPayment: 미니앱이 checkoutPayment({ payToken })을 부르면 사용자가 결제를 인증합니다. 돈은 아직 움직이지 않습니다.
func checkoutPayment(payToken string) error {
	return askTossSide("/payments/"+payToken+"/approve", `{}`, &struct{}{})
}

func askTossSide(path, body string, answer any) error {
	miniApp := os.Getenv("APPS_IN_TOSS_MOCK_APP_NAME")
	if miniApp == "" {
		miniApp = "my-mini-app"
	}
	url := os.Getenv("APPS_IN_TOSS_CONTROL_URL") + "/mini-apps/" + miniApp + path
	response, err := http.Post(url, "application/json", strings.NewReader(body))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode >= 300 {
		return fmt.Errorf("%s: %s", path, response.Status)
	}
	return json.NewDecoder(response.Body).Decode(answer)
}
