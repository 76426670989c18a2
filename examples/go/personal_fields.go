package main

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"errors"
	"os"
)

// decryptField는 개인정보 한 칸을 풉니다: Base64(IV 12바이트 ‖ 암호문 ‖ 태그 16바이트), AES-256-GCM.
// 동의하지 않은 칸은 null이라 nil로 옵니다.
func decryptField(field *string) (string, error) {
	if field == nil {
		return "", nil
	}
	key, err := base64.StdEncoding.DecodeString(os.Getenv("APPS_IN_TOSS_DECRYPTION_KEY"))
	if err != nil {
		return "", err
	}
	data, err := base64.StdEncoding.DecodeString(*field)
	if err != nil {
		return "", err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return "", err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return "", err
	}
	if len(data) < gcm.NonceSize() {
		return "", errors.New("암호문이 IV보다 짧습니다")
	}
	plain, err := gcm.Open(nil, data[:12], data[12:], []byte(os.Getenv("APPS_IN_TOSS_AAD")))
	return string(plain), err
}
