using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Router.Core.Trust;

namespace Router.Daemon.Controllers;

/// <summary>A private key and its certificate, as text.</summary>
internal static class ControllerIdentity
{
    /// <summary>A new key, and what asks for a certificate for it (PKCS #10).</summary>
    public static (string Key, string Request) New()
    {
        using var key = P256.Generate();
        var request = new CertificateRequest("CN=router", key, HashAlgorithmName.SHA256);
        return ($"{key.ExportPkcs8PrivateKeyPem()}\n", request.CreateSigningRequestPem());
    }

    /// <summary>Whether half of its time is over.</summary>
    /// <exception cref="ControllerException">It is no certificate.</exception>
    public static bool IsOld(string pem, DateTimeOffset now)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            var (from, until) = (certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
            return now.UtcDateTime > from + ((until - from) / 2);
        }
        catch (CryptographicException e)
        {
            throw new ControllerException($"the identity is neither a token nor a key and certificate (PEM): {e.Message}");
        }
    }
}
