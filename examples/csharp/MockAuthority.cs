using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

/// <summary>목 서버의 인증 기관을 믿게 합니다. 운영에서는 쓰이지 않습니다(APPS_IN_TOSS_CA를 두지 않습니다).</summary>
static class MockAuthority
{
    public static void Trust(SslClientAuthenticationOptions tls, string file)
    {
        var authority = new X509Certificate2(file);
        tls.RemoteCertificateValidationCallback = (sender, certificate, given, errors) =>
        {
            if (errors == SslPolicyErrors.None) return true;
            // 이름이 다르거나 인증서가 없으면 그대로 거절합니다. 모르는 인증 기관일 때만, 그것이 이 파일의 것인지 봅니다.
            if (errors != SslPolicyErrors.RemoteCertificateChainErrors) return false;
            var chain = new X509Chain();
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
            chain.ChainPolicy.ExtraStore.Add(authority);
            return chain.Build(new X509Certificate2(certificate)) &&
                chain.ChainElements[chain.ChainElements.Count - 1].Certificate.Thumbprint == authority.Thumbprint;
        };
    }
}
