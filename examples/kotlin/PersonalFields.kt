import java.util.Base64
import javax.crypto.Cipher
import javax.crypto.spec.GCMParameterSpec
import javax.crypto.spec.SecretKeySpec

private val key = SecretKeySpec(Base64.getDecoder().decode(System.getenv("APPS_IN_TOSS_DECRYPTION_KEY")), "AES")
private val aad = System.getenv("APPS_IN_TOSS_AAD").toByteArray()

/** 개인정보 한 칸을 풉니다: Base64(IV 12바이트 ‖ 암호문 ‖ 태그 16바이트), AES-256-GCM. 동의하지 않은 칸은 null입니다. */
fun decryptField(field: String?): String? {
    if (field == null) return null
    val data = Base64.getDecoder().decode(field)
    val cipher = Cipher.getInstance("AES/GCM/NoPadding")
    cipher.init(Cipher.DECRYPT_MODE, key, GCMParameterSpec(128, data, 0, 12))
    cipher.updateAAD(aad)
    return String(cipher.doFinal(data, 12, data.size - 12))
}
