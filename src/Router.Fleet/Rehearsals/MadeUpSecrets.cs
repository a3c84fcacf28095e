using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Router.Documents;
using Router.Documents.Editing;
using Router.Documents.Help;
using Router.Features.Configuration;
using Router.Features.Interfaces.Kinds.WireGuard;
using Router.Features.Mesh;

namespace Router.Fleet.Rehearsals;

/// <summary>
/// Values in place of secrets that nobody gives away: each is of the kind that the document uses it for, so that a router takes them. They
/// let nobody in anywhere, and no peer knows them.
/// </summary>
public static class MadeUpSecrets
{
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int WordLength = 20, WireGuardBytes = 32;

    /// <summary>What NHRP has room for.</summary>
    private const int AuthenticationLength = 8;

    private static readonly TimeSpan Since = TimeSpan.FromDays(1), Until = TimeSpan.FromDays(30);

    /// <summary>
    /// A value for each secret that the document names and that is there, by name. Certificates hold from a day before
    /// <paramref name="now"/> for a month.
    /// </summary>
    public static ValueMap<string, string> For(
        ConfigDocument document, RouterConfig config, IReadOnlyCollection<string> known, DateTimeOffset now)
    {
        var made = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tunnel in config.Interfaces.Values.SelectMany(i => i.Virtual.Values).OfType<WireGuardConfig>())
        {
            made.TryAdd(tunnel.PrivateKey.Name, WireGuardKey());
            foreach (var peer in tunnel.Peers.Values)
                Add(peer.PresharedKey, WireGuardKey);
        }
        foreach (var mesh in config.Mesh.Values)
        {
            AddCertificate(mesh, made, now);
            Add(mesh.Authentication, () => RandomNumberGenerator.GetString(Letters, AuthenticationLength));
        }
        foreach (var user in config.System.Users.Values)
            Add(user.PasswordHash, PasswordHash);
        foreach (var collector in config.System.Log.Collectors.Values)
            Add(collector.Ca, () => AuthorityOfNobody(now));
        Add(config.System.Controller?.Authority, () => AuthorityOfNobody(now));
        foreach (var name in SecretNames.In(document))
            made.TryAdd(name, RandomNumberGenerator.GetString(Letters, WordLength));
        return made.Where(secret => known.Contains(secret.Key)).ToValueMap();

        void Add(SecretReference? secret, Func<string> value)
        {
            if (secret is { } reference && !made.ContainsKey(reference.Name))
                made[reference.Name] = value();
        }
    }

    private static string WireGuardKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(WireGuardBytes));

    /// <summary>In the form of SHA-512 (crypt(5)); of what password nobody knows.</summary>
    private static string PasswordHash()
    {
        const int salt = 16, hash = 86;
        return $"$6${RandomNumberGenerator.GetString(Letters, salt)}${RandomNumberGenerator.GetString(Letters, hash)}";
    }

    /// <summary>Its key is thrown away.</summary>
    private static string AuthorityOfNobody(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Authority(key, now);
        return certificate.ExportCertificatePem();
    }

    private static X509Certificate2 Authority(ECDsa key, DateTimeOffset now)
    {
        var root = new CertificateRequest("CN=rehearsal", key, HashAlgorithmName.SHA256);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        root.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return root.CreateSelfSigned(now - Since, now + Until);
    }

    /// <summary>An authority, and a certificate of the router that it signed. What meshes share is one of them.</summary>
    private static void AddCertificate(MeshConfig mesh, Dictionary<string, string> made, DateTimeOffset now)
    {
        if (mesh.Ipsec is not { ByCertificate: true, Certificate: { } certificate, Key: { } key, Authority: { } authority } ipsec
            || made.ContainsKey(certificate.Name) || made.ContainsKey(key.Name) || made.ContainsKey(authority.Name))
            return;
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var routerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signer = Authority(authorityKey, now);
        var router = new CertificateRequest("CN=router", routerKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        var identity = ipsec.Identity ?? $"{mesh.Address.Address}";
        if (IPAddress.TryParse(identity, out var address))
            names.AddIpAddress(address);
        else
            names.AddDnsName(identity);
        router.CertificateExtensions.Add(names.Build());
        using var signed = router.Create(signer, now - Since, now + Until, RandomNumberGenerator.GetBytes(AuthenticationLength));
        made[authority.Name] = signer.ExportCertificatePem();
        made[certificate.Name] = signed.ExportCertificatePem();
        made[key.Name] = routerKey.ExportPkcs8PrivateKeyPem();
    }
}
