using System.Security.Cryptography;
using System.Text;

namespace Router.Daemon.Edges;

/// <summary>
/// <c>STATE/controller.pem</c>, mode 0600: the private key and certificate that were got with a token, or by a renewal. Its first line has
/// the SHA-256 of the secret that it came of: with another one it does not count.
/// </summary>
internal sealed class ControllerFile(string stateFolder, IDisk disk)
{
    private const string Mark = "# of ";

    private readonly DurableFile files = new(disk);

    private string Place => Path.Combine(stateFolder, "controller.pem");

    /// <summary>Null: there is none of this secret.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public string? Read(string secret)
    {
        if (disk.Read(Place) is not { } bytes)
            return null;
        var text = Encoding.UTF8.GetString(bytes);
        return text.StartsWith($"{Mark}{HashOf(secret)}\n", StringComparison.Ordinal) ? text[(text.IndexOf('\n') + 1)..] : null;
    }

    /// <exception cref="IOException">It cannot be kept.</exception>
    public void Write(string secret, string pem)
    {
        disk.MakeFolder(stateFolder);
        // Not as .new: see DeviceIdentity.
        files.Stage($"{Place}.fresh", $"{Mark}{HashOf(secret)}\n{pem}");
        files.Publish($"{Place}.fresh", Place);
    }

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret.Trim())));
}
