using System;
using System.Security.Cryptography;
using System.Text;

static class PersonalFields
{
    static readonly byte[] Key = Convert.FromBase64String(Environment.GetEnvironmentVariable("APPS_IN_TOSS_DECRYPTION_KEY"));
    static readonly byte[] Aad = Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable("APPS_IN_TOSS_AAD"));

    /// <summary>개인정보 한 칸을 풉니다: Base64(IV 12바이트 ‖ 암호문 ‖ 태그 16바이트), AES-256-GCM. 동의하지 않은 칸은 null입니다.</summary>
    public static string Decrypt(string field)
    {
        if (field == null) return null;
        var data = Convert.FromBase64String(field);
        byte[] iv = new byte[12], tag = new byte[16], encrypted = new byte[data.Length - 28];
        Buffer.BlockCopy(data, 0, iv, 0, 12);
        Buffer.BlockCopy(data, 12, encrypted, 0, encrypted.Length);
        Buffer.BlockCopy(data, data.Length - 16, tag, 0, 16);
        var plain = new byte[encrypted.Length];
        using (var cipher = new AesGcm(Key, 16)) cipher.Decrypt(iv, encrypted, tag, plain, Aad);
        return Encoding.UTF8.GetString(plain);
    }
}
