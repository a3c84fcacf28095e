using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Router.Image.Trust;

namespace Router.Image.SecureBoot;

/// <summary>
/// One of an operator's keys for Secure Boot: RSA of 2048 bits, which all firmware takes, and a certificate that it signed itself.
/// </summary>
public sealed class SecureBootKey : IDisposable
{
    private const int Bits = 2048, SerialNumberSize = 16;

    /// <summary>Firmware does not look at it: it may not even have a clock.</summary>
    private const int Years = 20;

    private const string Kind = "private RSA key";

    private readonly RSA key;

    private SecureBootKey(RSA key, X509Certificate2 certificate)
    {
        this.key = key;
        Certificate = certificate.RawData;
        Issuer = certificate.IssuerName.RawData;
        SerialNumber = certificate.SerialNumberBytes.ToArray();
    }

    /// <summary>DER.</summary>
    public ReadOnlyMemory<byte> Certificate { get; }

    /// <summary>Who the certificate says that it is of, in DER.</summary>
    internal ReadOnlyMemory<byte> Issuer { get; }

    /// <summary>The certificate's, as an INTEGER has it.</summary>
    internal ReadOnlyMemory<byte> SerialNumber { get; }

    /// <param name="name">Of the certificate: letters, digits, spaces and <c>-</c>.</param>
    /// <param name="now">From when on it is good.</param>
    public static SecureBootKey Generate(string name, DateTimeOffset now)
    {
        var key = RSA.Create(Bits);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var serial = RandomNumberGenerator.GetBytes(SerialNumberSize);
        // Positive, and without a zero in front, which DER would not have.
        serial[0] = (byte)(serial[0] & 0x7f | 0x40);
        using var certificate = request.Create(
            request.SubjectName, X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1), now, now.AddYears(Years), serial);
        return new SecureBootKey(key, certificate);
    }

    /// <summary>Reads both halves.</summary>
    /// <param name="name">For messages.</param>
    /// <param name="pem">The private half, with a passphrase or without.</param>
    /// <param name="passphrase">Null: nobody gave one.</param>
    /// <param name="der">The certificate.</param>
    /// <exception cref="ImageException">One of them is none, or they do not belong together.</exception>
    public static SecureBootKey Read(string name, string pem, string? passphrase, byte[] der)
    {
        var key = RSA.Create();
        try
        {
            PrivateKeyText.Read(key, name, pem, passphrase, Kind);
            using var certificate = X509CertificateLoader.LoadCertificate(der);
            using var other = certificate.GetRSAPublicKey() ?? throw PrivateKeyText.Bad(name, Kind);
            if (!other.ExportSubjectPublicKeyInfo().SequenceEqual(key.ExportSubjectPublicKeyInfo()))
                throw new ImageException(
                    $"key {name}: its private half and its certificate do not belong together", "put the right one there", isInput: true);
            return new SecureBootKey(key, certificate);
        }
        catch (CryptographicException e)
        {
            key.Dispose();
            throw new ImageException(
                $"key {name}: its certificate cannot be read: {e.Message}", "put the right file there", isInput: true, inner: e);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>The private half in PEM, encrypted where there is a passphrase.</summary>
    public string ToPem(string? passphrase) => PrivateKeyText.Write(key, passphrase);

    /// <summary>RSA with PKCS #1 padding over SHA-256: the same each time.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> data) => key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public void Dispose() => key.Dispose();
}
