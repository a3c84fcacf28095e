using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Router.Image.SecureBoot;

/// <summary>What an operator's certificate for Secure Boot says, and whether its private half is at hand.</summary>
/// <param name="Variable"><c>PK</c>, <c>KEK</c> or <c>db</c>.</param>
/// <param name="Owner">Of the key.</param>
/// <param name="Until">Its last day, which firmware does not look at.</param>
/// <param name="Sha256">Of the certificate, in hexadecimal.</param>
/// <param name="CanSign">The private half is at hand.</param>
public sealed record SecureBootCertificate(string Variable, string Owner, DateOnly Until, string Sha256, bool CanSign)
{
    /// <exception cref="ImageException">It is no certificate.</exception>
    internal static SecureBootCertificate Read(string variable, byte[] der, bool canSign)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der);
            return new SecureBootCertificate(
                variable, certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false),
                DateOnly.FromDateTime(certificate.NotAfter.ToUniversalTime()), Convert.ToHexStringLower(SHA256.HashData(der)), canSign);
        }
        catch (CryptographicException e)
        {
            throw new ImageException(
                $"{variable}.cer: it cannot be read: {e.Message}", "put the right file there", isInput: true, inner: e);
        }
    }
}
