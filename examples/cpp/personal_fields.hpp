#pragma once

#include <openssl/evp.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace personal_fields {

inline std::vector<unsigned char> from_base64(const std::string& text) {
  std::vector<unsigned char> bytes(text.size() / 4 * 3);
  const auto* input = reinterpret_cast<const unsigned char*>(text.data());
  const int size = EVP_DecodeBlock(bytes.data(), input, static_cast<int>(text.size()));
  if (size < 0) throw std::runtime_error("Base64가 아닙니다");
  // EVP_DecodeBlock은 채움 문자(=)도 바이트로 셉니다.
  const size_t last = text.find_last_not_of('=');
  bytes.resize(size - (text.size() - 1 - last));
  return bytes;
}

// 개인정보 한 칸을 풉니다: Base64(IV 12바이트 ‖ 암호문 ‖ 태그 16바이트), AES-256-GCM. 동의하지 않은 칸은 null로 옵니다.
inline std::string decrypt(const std::string& field) {
  const auto key = from_base64(std::getenv("APPS_IN_TOSS_DECRYPTION_KEY"));
  const std::string aad = std::getenv("APPS_IN_TOSS_AAD");
  auto data = from_base64(field);
  if (key.size() != 32 || data.size() < 28) throw std::runtime_error("키나 암호문의 길이가 다릅니다");
  const int length = static_cast<int>(data.size()) - 28;
  std::string plain(length, '\0');
  auto* output = reinterpret_cast<unsigned char*>(plain.data());
  int written = 0;

  const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                EVP_CIPHER_CTX_free);
  const auto* aad_bytes = reinterpret_cast<const unsigned char*>(aad.data());
  // GCM의 IV 길이는 처음부터 12바이트입니다. 마지막 단계에서 태그가 맞지 않으면 실패합니다.
  const bool good =
      EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.data(), data.data()) == 1 &&
      EVP_DecryptUpdate(context.get(), nullptr, &written, aad_bytes, static_cast<int>(aad.size())) == 1 &&
      EVP_DecryptUpdate(context.get(), output, &written, data.data() + 12, length) == 1 &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, 16, data.data() + 12 + length) == 1 &&
      EVP_DecryptFinal_ex(context.get(), output + written, &written) == 1;
  if (!good) throw std::runtime_error("태그가 다릅니다: 키나 AAD가 틀렸거나, 값이 바뀌었습니다");
  return plain;
}

}  // namespace personal_fields
