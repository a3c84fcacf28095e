using Router.Core.Trust;

namespace Router.Daemon.Backups;

/// <summary>Signatures of devices, by their keys on P-256 in PEM.</summary>
internal static class DeviceSignature
{
    public const string Label = "PUBLIC KEY";

    public static bool IsOf(string publicKey, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        try
        {
            using var key = P256.Open(publicKey);
            return key.Made(signature, data);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary><c>SHA256:</c> and 43 characters, as ssh-keygen(1) shows fingerprints; null: it is no key.</summary>
    public static string? Fingerprint(string publicKey)
    {
        try
        {
            using var key = P256.Open(publicKey);
            return key.Fingerprint();
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
