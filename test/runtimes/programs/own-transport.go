// A Go program with an http.Transport of its own, as the guides for client certificates write it; with PROXY=1 it has the proxy of the environment.
package main

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
)

func main() {
	config := &tls.Config{RootCAs: x509.NewCertPool()}
	authority, _ := os.ReadFile(os.Getenv("APPS_IN_TOSS_CA"))
	config.RootCAs.AppendCertsFromPEM(authority)
	if os.Getenv("WITHOUT_CERTIFICATE") == "" {
		pair, err := tls.LoadX509KeyPair(os.Getenv("APPS_IN_TOSS_CERT"), os.Getenv("APPS_IN_TOSS_KEY"))
		check(err)
		config.Certificates = []tls.Certificate{pair}
	}
	transport := &http.Transport{TLSClientConfig: config}
	if os.Getenv("PROXY") != "" {
		transport.Proxy = http.ProxyFromEnvironment
	}
	client := &http.Client{Transport: transport}
	base := os.Getenv("BASE_URL")
	if base == "" {
		base = "https://apps-in-toss-api.toss.im"
	}
	base += "/api-partner/v1/apps-in-toss/user/oauth2"

	body, _ := json.Marshal(map[string]string{"authorizationCode": os.Getenv("AUTHORIZATION_CODE"), "referrer": "DEFAULT"})
	sent, err := client.Post(base+"/generate-token", "application/json", bytes.NewReader(body))
	check(err)
	var token struct{ Success struct{ AccessToken string } }
	check(json.NewDecoder(sent.Body).Decode(&token))
	request, _ := http.NewRequest("GET", base+"/login-me", nil)
	request.Header.Set("Authorization", "Bearer "+token.Success.AccessToken)
	answer, err := client.Do(request)
	check(err)
	var me struct{ Success struct{ UserKey int64 } }
	check(json.NewDecoder(answer.Body).Decode(&me))
	fmt.Printf("{\"userKey\":%d}\n", me.Success.UserKey)
}

func check(err error) {
	if err == nil {
		return
	}
	text, _ := json.Marshal(map[string]string{"error": err.Error()})
	fmt.Println(string(text))
	os.Exit(1)
}
