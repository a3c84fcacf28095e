using System.Text;
using Renci.SshNet.Security;
using Router.Fleet.KnownHosts;

namespace Router.Fleet.Edges;

/// <summary><c>KEY-cert.pub</c>, as <c>ssh-keygen -s</c> writes it: type, base64, comment.</summary>
internal static class SshCertificateFile
{
    private const int LongestFile = 64 * 1024;

    /// <summary>Exactly one of the two is null. <paramref name="key"/>: the public key that it should be for, as on the wire.</summary>
    public static (Certificate? Certificate, string? Remark) Load(string path, byte[] key)
    {
        try
        {
            var words = Encoding.Latin1
                .GetString(SmallFile.Read(path, LongestFile) ?? [])
                .Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
            if (words is not [_, var text, ..] || !Base64.TryDecode(text, out var bytes))
                return (null, $"{path}: it is no certificate, and the key is used without it");
            var certificate = new Certificate(bytes);
            if (certificate.Type != Certificate.CertificateType.User)
                return (null, $"{path}: it is a host's certificate, and the key is used without it");
            var of = new KeyHostAlgorithm(certificate.Key.ToString(), certificate.Key).Data;
            return of.AsSpan().SequenceEqual(key)
                ? (certificate, null)
                : (null, $"{path}: it is the certificate of another key, and this one is used without it");
        }
        // Whatever the library makes of damaged bytes, the key is as good as before.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return (null, $"{path}: it cannot be read as a certificate ({e.Message}), and the key is used without it");
        }
    }
}
