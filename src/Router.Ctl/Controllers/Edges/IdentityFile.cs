using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Router.Ctl.Cli;

namespace Router.Ctl.Controllers.Edges;

/// <summary>The private key and certificate of an operator, for its owner alone.</summary>
internal static class IdentityFile
{
    /// <summary>A new key, and what asks for a certificate for it (PKCS #10).</summary>
    public static (string Key, string Request) New()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=operator", key, HashAlgorithmName.SHA256);
        return ($"{key.ExportPkcs8PrivateKeyPem()}\n", request.CreateSigningRequestPem());
    }

    /// <exception cref="Failure">There is a file already.</exception>
    public static void Write(string file, string text)
    {
        if (File.Exists(file))
            throw Failure.Input($"{file} is there already", "name another file");
        using var stream = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
    }
}
