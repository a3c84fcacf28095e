using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Router.Controller.Authorities;

/// <summary>The controller's own authority (X.509, P-256): whoever has a certificate of it is known, and nobody else is.</summary>
/// <param name="certificate">Its own, with the private key.</param>
/// <param name="time">The clock.</param>
internal sealed class CertificateAuthority(X509Certificate2 certificate, TimeProvider time)
{
    /// <summary>Of devices and operators; devices renew theirs when half of it is over.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(365);

    private const string ServerUse = "1.3.6.1.5.5.7.3.1", ClientUse = "1.3.6.1.5.5.7.3.2";

    /// <summary>A device may have booted with a clock that is somewhat behind.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromDays(1);

    private static readonly TimeSpan OwnLife = TimeSpan.FromDays(20 * 365);

    /// <summary>Without its private key.</summary>
    public X509Certificate2 Certificate { get; } = X509CertificateLoader.LoadCertificate(certificate.RawData);

    public string Pem => $"{certificate.ExportCertificatePem()}\n";

    /// <summary>A new one, with its private key.</summary>
    public static X509Certificate2 Make(TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("O=controller, CN=router controller", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = time.GetUtcNow();
        return request.CreateSelfSigned(now - Before, now + OwnLife);
    }

    /// <summary>A certificate for whoever made <paramref name="request"/>; of that only the key is taken.</summary>
    /// <param name="kind">Device or operator.</param>
    /// <param name="name">Whose.</param>
    /// <param name="request">PKCS #10 in PEM.</param>
    /// <exception cref="FormatException">It is no request that was signed with its own key.</exception>
    public X509Certificate2 Issue(PeerKind kind, string name, string request)
    {
        try
        {
            var asked = CertificateRequest.LoadSigningRequestPem(request, HashAlgorithmName.SHA256);
            return Issue(kind, name, asked.PublicKey, []);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new FormatException("it is no request for a certificate (PKCS #10 in PEM)", e);
        }
    }

    /// <summary>A certificate of a controller, with a private key.</summary>
    /// <param name="name">Of the machine.</param>
    /// <param name="hosts">Names and addresses by which it is reached.</param>
    public X509Certificate2 IssueController(string name, IReadOnlyList<string> hosts)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issued = Issue(PeerKind.Controller, name, new PublicKey(key), hosts);
        return issued.CopyWithPrivateKey(key);
    }

    /// <summary>Whether this authority signed it, and it is valid now.</summary>
    public bool Signed(X509Certificate2 other)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(Certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        return chain.Build(other);
    }

    private X509Certificate2 Issue(PeerKind kind, string name, PublicKey key, IReadOnlyList<string> hosts)
    {
        var request = new CertificateRequest(Peer.Subject(kind, name), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(
            kind == PeerKind.Controller ? [new Oid(ServerUse), new Oid(ClientUse)] : [new Oid(ClientUse)], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(key, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(certificate, true, false));
        if (hosts.Count > 0)
            request.CertificateExtensions.Add(Names(hosts));
        var now = time.GetUtcNow();
        var end = now + Life < certificate.NotAfter.ToUniversalTime() ? now + Life : certificate.NotAfter.ToUniversalTime();
        return request.Create(certificate, now - Before, end, RandomNumberGenerator.GetBytes(16));
    }

    private static X509Extension Names(IReadOnlyList<string> hosts)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
        {
            if (IPAddress.TryParse(host, out var address))
                names.AddIpAddress(address);
            else
                names.AddDnsName(host);
        }
        return names.Build();
    }
}
