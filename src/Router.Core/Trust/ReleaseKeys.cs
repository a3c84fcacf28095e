namespace Router.Core.Trust;

/// <summary>What a signature is worth.</summary>
public enum SignatureTrust
{
    Good,

    /// <summary>There is none.</summary>
    Missing,

    /// <summary>Made by none of the keys, or of something else.</summary>
    Stranger,

    Revoked,

    Expired,
}

/// <param name="Trust">What it is worth.</param>
/// <param name="Key">Who made it; null: nobody knows.</param>
public sealed record SignatureVerdict(SignatureTrust Trust, ReleaseKey? Key = null)
{
    public bool IsGood => Trust == SignatureTrust.Good;

    /// <summary>For people, after the name of what is signed.</summary>
    public override string ToString() => Trust switch
    {
        SignatureTrust.Good => $"signed by {Key!.Name}",
        SignatureTrust.Missing => "not signed",
        SignatureTrust.Revoked => $"signed by {Key!.Name}, which is revoked: {Key.Revoked}",
        SignatureTrust.Expired => $"signed by {Key!.Name}, which was good until {Key.Until:yyyy-MM-dd}",
        _ => "signed by none of the keys that are trusted, or changed since",
    };
}

/// <summary>The keys whose releases are trusted, and those that were.</summary>
public sealed class ReleaseKeys(IReadOnlyList<ReleaseKey> keys)
{
    public IReadOnlyList<ReleaseKey> Keys { get; } = [.. keys.OrderBy(key => key.Name, StringComparer.Ordinal)];

    /// <param name="data">What was signed.</param>
    /// <param name="signature">ECDSA over SHA-256, as a DER sequence; null: there is none.</param>
    /// <param name="today">A key is good on its last day.</param>
    public SignatureVerdict Check(ReadOnlySpan<byte> data, byte[]? signature, DateOnly today)
    {
        if (signature is null)
            return new SignatureVerdict(SignatureTrust.Missing);
        foreach (var key in Keys)
        {
            if (key.Made(signature, data))
                return new SignatureVerdict(key.TrustOn(today), key);
        }
        return new SignatureVerdict(SignatureTrust.Stranger);
    }
}
