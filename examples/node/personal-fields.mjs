import { createDecipheriv } from 'node:crypto'

const KEY = Buffer.from(process.env.APPS_IN_TOSS_DECRYPTION_KEY, 'base64')
const AAD = Buffer.from(process.env.APPS_IN_TOSS_AAD)

/** 개인정보 한 칸을 풉니다: Base64(IV 12바이트 ‖ 암호문 ‖ 태그 16바이트), AES-256-GCM. 동의하지 않은 칸은 null입니다. */
export function decryptField(field) {
  if (field === null) return null
  const bytes = Buffer.from(field, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', KEY, bytes.subarray(0, 12), { authTagLength: 16 })
  decipher.setAAD(AAD)
  decipher.setAuthTag(bytes.subarray(-16))
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8')
}
