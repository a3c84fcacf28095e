using System.Security.Cryptography.X509Certificates;
using Router.Api.Controllers;

namespace Router.Controller.Authorities;

/// <summary>Who a certificate is for.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Name">Of the device, operator or machine.</param>
/// <param name="Thumbprint">SHA-256 of the certificate as hex.</param>
internal sealed record Peer(PeerKind Kind, string Name, string Thumbprint)
{
    private const string Organization = "2.5.4.10", CommonName = "2.5.4.3";

    /// <summary>Null: its subject is none that this authority writes. Whether it has signed it is looked at elsewhere.</summary>
    public static Peer? Of(X509Certificate2 certificate)
    {
        string? kind = null, name = null;
        foreach (var part in certificate.SubjectName.EnumerateRelativeDistinguishedNames())
        {
            if (part.HasMultipleElements)
                return null;
            var type = part.GetSingleElementType().Value;
            if (type == Organization)
                kind = part.GetSingleElementValue();
            else if (type == CommonName)
                name = part.GetSingleElementValue();
        }
        return name is not null && ControllerPaths.IsName(name) && Enum.TryParse<PeerKind>(kind, ignoreCase: true, out var meant)
            ? new Peer(meant, name, ThumbprintOf(certificate))
            : null;
    }

    public static string ThumbprintOf(X509Certificate2 certificate) =>
        Convert.ToHexStringLower(certificate.GetCertHash(System.Security.Cryptography.HashAlgorithmName.SHA256));

    public static X500DistinguishedName Subject(PeerKind kind, string name)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddOrganizationName(Word(kind));
        subject.AddCommonName(name);
        return subject.Build();
    }

    private static string Word(PeerKind kind) => kind switch
    {
        PeerKind.Device => "device",
        PeerKind.Operator => "operator",
        _ => "controller",
    };
}
