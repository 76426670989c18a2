import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

final class PersonalFields {
  private static final byte[] KEY = Base64.getDecoder().decode(System.getenv("APPS_IN_TOSS_DECRYPTION_KEY"));
  private static final byte[] AAD = System.getenv("APPS_IN_TOSS_AAD").getBytes(UTF_8);

  private PersonalFields() {}

  /** 개인정보 한 칸을 풉니다: Base64(IV 12바이트 ‖ 암호문 ‖ 태그 16바이트), AES-256-GCM. 동의하지 않은 칸은 null입니다. */
  static String decrypt(String field) throws Exception {
    if (field == null) return null;
    byte[] data = Base64.getDecoder().decode(field);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(KEY, "AES"), new GCMParameterSpec(128, data, 0, 12));
    cipher.updateAAD(AAD);
    return new String(cipher.doFinal(data, 12, data.length - 12), UTF_8);
  }
}
