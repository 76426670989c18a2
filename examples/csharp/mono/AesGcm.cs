// Mono 6.8의 AesGcm은 PlatformNotSupportedException만 던집니다. 그래서 같은 모양으로 푸는 쪽을 적었습니다(NIST SP 800-38D).
// .NET에서는 이 파일을 빼고 컴파일합니다. 상수 시간이 아니므로 운영에서 쓰지 마세요.
namespace System.Security.Cryptography
{
    sealed class AesGcm : IDisposable
    {
        readonly Aes aes;
        readonly ICryptoTransform encryptor;
        readonly byte[] hashKey;

        public AesGcm(byte[] key, int tagSizeInBytes)
        {
            if (tagSizeInBytes != 16) throw new ArgumentException("16바이트 태그만 됩니다", nameof(tagSizeInBytes));
            aes = Aes.Create();
            aes.Mode = CipherMode.ECB;
            aes.Padding = PaddingMode.None;
            aes.Key = key;
            encryptor = aes.CreateEncryptor();
            hashKey = Encrypted(new byte[16]);
        }

        public void Decrypt(byte[] nonce, byte[] ciphertext, byte[] tag, byte[] plaintext, byte[] associatedData)
        {
            if (nonce.Length != 12 || tag.Length != 16) throw new ArgumentException("IV는 12바이트, 태그는 16바이트입니다");
            var expected = Xor(Hash(associatedData, ciphertext), Encrypted(Counter(nonce, 1)));
            var difference = 0;
            for (var i = 0; i < 16; i++) difference |= expected[i] ^ tag[i];
            if (difference != 0) throw new CryptographicException("태그가 다릅니다: 키나 AAD가 틀렸거나, 값이 바뀌었습니다");
            for (var start = 0; start < ciphertext.Length; start += 16)
            {
                var stream = Encrypted(Counter(nonce, (uint)(start / 16) + 2));
                for (var i = start; i < Math.Min(start + 16, ciphertext.Length); i++)
                    plaintext[i] = (byte)(ciphertext[i] ^ stream[i - start]);
            }
        }

        byte[] Hash(byte[] aad, byte[] text)
        {
            var lengths = new byte[16];
            WriteBits(lengths, 0, aad.Length);
            WriteBits(lengths, 8, text.Length);
            var hash = new byte[16];
            foreach (var part in new[] { aad, text, lengths })
            {
                for (var start = 0; start < part.Length; start += 16)
                {
                    var block = new byte[16];
                    Buffer.BlockCopy(part, start, block, 0, Math.Min(16, part.Length - start));
                    hash = Multiply(Xor(hash, block));
                }
            }
            return hash;
        }

        /// <summary>GF(2^128)에서 hashKey를 곱합니다.</summary>
        byte[] Multiply(byte[] x)
        {
            var product = new byte[16];
            var v = (byte[])hashKey.Clone();
            for (var bit = 0; bit < 128; bit++)
            {
                if ((x[bit / 8] >> (7 - bit % 8) & 1) == 1) product = Xor(product, v);
                var odd = (v[15] & 1) == 1;
                for (var i = 15; i > 0; i--) v[i] = (byte)(v[i] >> 1 | v[i - 1] << 7);
                v[0] >>= 1;
                if (odd) v[0] ^= 0xe1;
            }
            return product;
        }

        byte[] Encrypted(byte[] block) => encryptor.TransformFinalBlock(block, 0, 16);

        static byte[] Counter(byte[] nonce, uint count)
        {
            var block = new byte[16];
            Buffer.BlockCopy(nonce, 0, block, 0, 12);
            for (var i = 15; i >= 12; i--, count >>= 8) block[i] = (byte)count;
            return block;
        }

        static void WriteBits(byte[] target, int at, long bytes)
        {
            var bits = bytes * 8;
            for (var i = at + 7; i >= at; i--, bits >>= 8) target[i] = (byte)bits;
        }

        static byte[] Xor(byte[] a, byte[] b)
        {
            var result = new byte[16];
            for (var i = 0; i < 16; i++) result[i] = (byte)(a[i] ^ b[i]);
            return result;
        }

        public void Dispose()
        {
            encryptor.Dispose();
            aes.Dispose();
        }
    }
}
