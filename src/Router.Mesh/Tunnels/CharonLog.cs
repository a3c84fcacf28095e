namespace Router.Mesh.Tunnels;

/// <summary>
/// Why a negotiation fails: charon says so in its log alone. A line that is not known here ends no attempt; the attempt ends in time
/// without it.
/// </summary>
public static class CharonLog
{
    /// <summary>What means that a peer, of whichever side began, is not there.</summary>
    public const string Silence = "the peer does not answer";

    private static readonly (string Says, string Means)[] Failures =
    [
        ("received AUTHENTICATION_FAILED notify", "the peer refused our key or identity (AUTHENTICATION_FAILED)"),
        ("received NO_PROPOSAL_CHOSEN notify", "the peer takes none of our algorithms (NO_PROPOSAL_CHOSEN)"),
        ("received TS_UNACCEPTABLE notify", "the peer carries no GRE between our addresses (TS_UNACCEPTABLE)"),
        ("MAC mismatched", "the key is another one than ours"),
        ("no shared key found for", "there is no key for this identity"),
        ("no private key found for", "our private key does not belong to our certificate"),
        ("no trusted", "no authority that we trust signed the certificate"),
        ("no proposal found", "the peer offers none of our algorithms"),
        ("giving up after", Silence),
        ("no matching peer config found", "nothing here is configured for this peer"),
        ("constraint check failed", "the certificate is not of our authority"),
    ];

    /// <summary>In words; null: the line tells of no failure.</summary>
    public static string? Failure(string line)
    {
        foreach (var (says, means) in Failures)
        {
            if (line.Contains(says, StringComparison.Ordinal))
                return says is "giving up after" or "received AUTHENTICATION_FAILED notify" or "received NO_PROPOSAL_CHOSEN notify"
                    or "received TS_UNACCEPTABLE notify"
                    ? means
                    : $"{means}: {line}";
        }
        return null;
    }

    /// <summary>Why a tunnel is about to end; null: the line does not tell.</summary>
    public static string? Ending(string line) =>
        line.StartsWith("received DELETE for", StringComparison.Ordinal) ? "the peer ended it"
        : line.StartsWith("giving up after", StringComparison.Ordinal) ? Silence
        : null;
}
