import base64
import os

# 표준 라이브러리에는 AES가 없습니다: pip install cryptography, Debian에서는 python3-cryptography.
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_cipher = AESGCM(base64.b64decode(os.environ["APPS_IN_TOSS_DECRYPTION_KEY"]))
_aad = os.environ["APPS_IN_TOSS_AAD"].encode()


def decrypt_field(field):
    """개인정보 한 칸을 풉니다: Base64(IV 12바이트 ‖ 암호문 ‖ 태그 16바이트), AES-256-GCM. 동의하지 않은 칸은 None입니다."""
    if field is None:
        return None
    data = base64.b64decode(field)
    return _cipher.decrypt(data[:12], data[12:], _aad).decode()
