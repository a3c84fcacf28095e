using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Router.Controller.Authorities.Edges;

/// <summary>
/// What a controller has in a folder: <c>ca.pem</c> and <c>ca.key</c>, its authority; <c>storage.key</c>, what it seals its storage with;
/// <c>controller.pem</c>, its own certificate and key; <c>admin.pem</c>, key and certificate of the first operator. Controllers of one
/// fleet have the same authority and storage key: those two are copied.
/// </summary>
internal sealed class AuthorityFolder(string folder, TimeProvider time)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string Administrator = "admin";
    private const int KeyBytes = 32;

    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(60);

    public string AdministratorFile => Place("admin.pem");

    public string AuthorityFile => Place("ca.pem");

    /// <summary>Makes what is missing; tells whether the authority was.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public bool Make()
    {
        Directory.CreateDirectory(folder, Private | UnixFileMode.UserExecute);
        if (!File.Exists(Place("storage.key")))
            Write("storage.key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)));
        if (File.Exists(Place("ca.key")))
            return false;
        using var made = CertificateAuthority.Make(time);
        using var key = made.GetECDsaPrivateKey()!;
        Write("ca.pem", $"{made.ExportCertificatePem()}\n");
        Write("ca.key", $"{key.ExportPkcs8PrivateKeyPem()}\n");
        WriteAdministrator(Authority());
        return true;
    }

    /// <exception cref="IOException">It is not there, or damaged.</exception>
    public CertificateAuthority Authority() => Reading(
        "ca.pem", () => new CertificateAuthority(X509Certificate2.CreateFromPemFile(Place("ca.pem"), Place("ca.key")), time));

    /// <summary>32 bytes.</summary>
    /// <exception cref="IOException">It is not there, or damaged.</exception>
    public byte[] StorageKey() => Reading("storage.key", () =>
        Convert.FromBase64String(File.ReadAllText(Place("storage.key")).Trim()) is { Length: KeyBytes } key
            ? key
            : throw new FormatException("it is too short"));

    /// <summary>The first operator; null: its file was taken away.</summary>
    public Peer? FirstOperator()
    {
        if (!File.Exists(AdministratorFile))
            return null;
        using var certificate = Reading("admin.pem", () => X509Certificate2.CreateFromPemFile(AdministratorFile));
        return Peer.Of(certificate);
    }

    /// <summary>Its own certificate; another one where the names are others, or it ends soon.</summary>
    /// <param name="authority">What signs it.</param>
    /// <param name="hosts">Names and addresses by which it is reached.</param>
    public X509Certificate2 OwnCertificate(CertificateAuthority authority, IReadOnlyList<string> hosts)
    {
        var (place, stamp) = (Place("controller.pem"), string.Join(',', hosts));
        if (File.Exists(place) && File.Exists(Place("controller.names")) && File.ReadAllText(Place("controller.names")) == stamp)
        {
            var known = Reading("controller.pem", () => X509Certificate2.CreateFromPemFile(place));
            if (authority.Signed(known) && known.NotAfter.ToUniversalTime() - time.GetUtcNow() > RenewBefore)
                return known;
            known.Dispose();
        }
        var made = authority.IssueController(Environment.MachineName is { Length: > 0 } name ? name : "controller", hosts);
        using var key = made.GetECDsaPrivateKey()!;
        Write("controller.pem", $"{key.ExportPkcs8PrivateKeyPem()}\n{made.ExportCertificatePem()}\n");
        Write("controller.names", stamp);
        return made;
    }

    private void WriteAdministrator(CertificateAuthority authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Administrator}", key, HashAlgorithmName.SHA256);
        using var issued = authority.Issue(PeerKind.Operator, Administrator, request.CreateSigningRequestPem());
        Write("admin.pem", $"{key.ExportPkcs8PrivateKeyPem()}\n{issued.ExportCertificatePem()}\n");
    }

    private T Reading<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            throw new IOException($"{Place(name)} cannot be used: {e.Message}; put back the copy of it that was kept elsewhere", e);
        }
    }

    private void Write(string name, string text)
    {
        var fresh = Place($"{name}.new");
        File.Delete(fresh);
        using (var file = new FileStream(fresh, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = Private,
        }))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }
        File.Move(fresh, Place(name), overwrite: true);
    }

    private string Place(string name) => Path.Combine(folder, name);
}
