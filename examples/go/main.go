// Go의 net/http로 로그인 → 사용자 → 결제.
package main

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"strconv"
	"time"
)

var (
	baseURL    = os.Getenv("APPS_IN_TOSS_BASE_URL")     // 운영: "https://apps-in-toss-api.toss.im"
	payBaseURL = os.Getenv("APPS_IN_TOSS_PAY_BASE_URL") // 운영: "https://pay-apps-in-toss-api.toss.im"
)

const (
	loginPath = "/api-partner/v1/apps-in-toss/user/oauth2"
	payPath   = "/api-partner/v1/apps-in-toss/pay"
)

// partner는 인증서를 붙여 앱인토스 API를 부릅니다.
type partner struct{ http *http.Client }

func newPartner() (*partner, error) {
	certificate, err := tls.LoadX509KeyPair(os.Getenv("APPS_IN_TOSS_CERT"), os.Getenv("APPS_IN_TOSS_KEY"))
	if err != nil {
		return nil, err
	}
	config := &tls.Config{Certificates: []tls.Certificate{certificate}}
	// 목 서버의 인증 기관입니다. 운영에서는 이 변수를 두지 않고, 그러면 시스템의 인증 기관을 믿습니다.
	if file := os.Getenv("APPS_IN_TOSS_CA"); file != "" {
		pem, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		config.RootCAs = x509.NewCertPool()
		config.RootCAs.AppendCertsFromPEM(pem)
	}
	// DefaultTransport에서 시작해야 시간 제한과 HTTPS_PROXY가 그대로 남습니다.
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = config
	return &partner{&http.Client{Transport: transport, Timeout: 10 * time.Second}}, nil
}

// call은 success를 풀어 담습니다. 업무 실패는 HTTP 200으로 오므로 상태 코드가 아니라 resultType을 봅니다.
func (p *partner) call(method, url string, headers map[string]string, body, success any) error {
	var sent bytes.Buffer
	if body != nil {
		if err := json.NewEncoder(&sent).Encode(body); err != nil {
			return err
		}
	}
	request, err := http.NewRequest(method, url, &sent)
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	response, err := p.http.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	var answer struct {
		ResultType string          `json:"resultType"`
		Success    json.RawMessage `json:"success"`
		Error      struct {
			ErrorCode string `json:"errorCode"` // 숫자처럼 보여도 문자열입니다.
			Reason    string `json:"reason"`
		} `json:"error"`
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return err
	}
	if answer.ResultType != "SUCCESS" {
		return fmt.Errorf("%s %s: %s", answer.ResultType, answer.Error.ErrorCode, answer.Error.Reason)
	}
	return json.Unmarshal(answer.Success, success)
}

type order struct {
	OrderNo       string `json:"orderNo"`
	ProductDesc   string `json:"productDesc"`
	Amount        int    `json:"amount"`
	AmountTaxFree int    `json:"amountTaxFree"`
	IsTestPayment bool   `json:"isTestPayment"` // 샌드박스에서는 true, 라이브에서는 false
}

type payment struct {
	PayToken      string `json:"payToken"`
	OrderNo       string `json:"orderNo"`
	IsTestPayment bool   `json:"isTestPayment"`
}

func story() error {
	toss, err := newPartner()
	if err != nil {
		return err
	}

	// 1. 로그인: 미니앱이 보낸 인가 코드를 토큰으로 바꿉니다. 코드는 10분 동안 한 번만 쓸 수 있습니다.
	code, err := appLogin()
	if err != nil {
		return err
	}
	var token struct {
		AccessToken string `json:"accessToken"`
	}
	if err := toss.call("POST", baseURL+loginPath+"/generate-token", nil, code, &token); err != nil {
		return err
	}

	// 2. 사용자: userKey는 그대로, 개인정보는 암호화되어 옵니다.
	var me struct {
		UserKey int64   `json:"userKey"`
		Name    *string `json:"name"`
	}
	bearer := map[string]string{"Authorization": "Bearer " + token.AccessToken}
	if err := toss.call("GET", baseURL+loginPath+"/login-me", bearer, nil, &me); err != nil {
		return err
	}
	name, err := decryptField(me.Name)
	if err != nil {
		return err
	}

	// 3. 결제: 만들기 → 사용자의 인증(미니앱) → 실행 → 확인.
	user := map[string]string{"x-toss-user-key": strconv.FormatInt(me.UserKey, 10)}
	orderNo := fmt.Sprintf("order-%d", time.Now().UnixNano())
	bought := order{OrderNo: orderNo, ProductDesc: "사과 한 상자", Amount: 25_000, IsTestPayment: true}
	paying := payment{OrderNo: orderNo, IsTestPayment: true}
	if err := toss.call("POST", payBaseURL+payPath+"/make-payment", user, bought, &paying); err != nil {
		return err
	}
	if err := checkoutPayment(paying.PayToken); err != nil {
		return err
	}
	if err := toss.call("POST", payBaseURL+payPath+"/execute-payment", user, paying, &struct{}{}); err != nil {
		return err
	}
	var status struct {
		PayStatus string `json:"payStatus"`
	}
	if err := toss.call("POST", payBaseURL+payPath+"/get-payment-status", user, paying, &status); err != nil {
		return err
	}

	return json.NewEncoder(os.Stdout).Encode(map[string]any{
		"userKey": me.UserKey, "name": name, "payStatus": status.PayStatus,
	})
}

func main() {
	if err := story(); err != nil {
		log.Fatal(err)
	}
}
