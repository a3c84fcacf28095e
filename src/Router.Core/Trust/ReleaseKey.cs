using System.Globalization;
using System.Text;

namespace Router.Core.Trust;

/// <summary>
/// The public half of a key that signs releases (ECDSA on P-256). A file has it as PEM, which OpenSSL reads; lines in front say until when
/// it is good (<c>until: 2028-11-29</c>) and why it is not any more (<c>revoked: the laptop was stolen</c>).
/// </summary>
public sealed record ReleaseKey
{
    public const string FileEnding = ".pem";

    private const string UntilWord = "until", RevokedWord = "revoked", Begin = "-----BEGIN PUBLIC KEY-----";

    public required string Name { get; init; }

    public required string Pem { get; init; }

    /// <summary>The last day on which a device takes what it signed; null: it has no end.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Why nothing that it signed is taken; null: it is.</summary>
    public string? Revoked { get; init; }

    /// <summary>Lower case letters, digits and <c>-</c>, as a file name.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 40 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && name[0] != '-';

    /// <param name="name">The file's, without its ending.</param>
    /// <param name="text">What is in the file.</param>
    /// <exception cref="FormatException">It is no such file; the message says in which line.</exception>
    public static ReleaseKey Parse(string name, string text)
    {
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        if (begin < 0)
            throw new FormatException($"1: no public key in PEM, which begins with {Begin}");
        var key = new ReleaseKey { Name = name, Pem = text[begin..].Trim() + "\n" };
        var number = 0;
        foreach (var line in text[..begin].Split('\n').SkipLast(1))
        {
            number++;
            key = line.Split(':', 2) switch
            {
                [""] => key,
                [UntilWord, var day] => key with { Until = Day(day.Trim(), number) },
                [RevokedWord, var reason] when reason.Trim().Length > 0 => key with { Revoked = reason.Trim() },
                _ => throw new FormatException($"{number}: '{line}' is neither '{UntilWord}: DAY' nor '{RevokedWord}: REASON'"),
            };
        }
        try
        {
            using var algorithm = P256.Open(key.Pem);
            return key;
        }
        catch (FormatException e)
        {
            throw new FormatException($"{number + 1}: {e.Message}", e);
        }
    }

    public string ToText()
    {
        var text = new StringBuilder();
        if (Until is { } until)
            text.Append(CultureInfo.InvariantCulture, $"{UntilWord}: {until:yyyy-MM-dd}\n");
        if (Revoked is { } reason)
            text.Append(CultureInfo.InvariantCulture, $"{RevokedWord}: {reason}\n");
        return text.Append(Pem).ToString();
    }

    /// <summary>What a signature of it is worth on a day: good on its last one too.</summary>
    public SignatureTrust TrustOn(DateOnly today) =>
        Revoked is not null ? SignatureTrust.Revoked
        : Until < today ? SignatureTrust.Expired
        : SignatureTrust.Good;

    /// <summary>Whether it made the signature: ECDSA over SHA-256, as a DER sequence.</summary>
    public bool Made(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> data)
    {
        using var algorithm = P256.Open(Pem);
        return algorithm.Made(signature, data);
    }

    /// <summary>A day as files and commands have it, <c>2028-11-29</c>.</summary>
    public static bool TryParseDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static DateOnly Day(string text, int line) =>
        TryParseDay(text, out var day)
            ? day
            : throw new FormatException($"{line}: '{text}' is no day as 2028-11-29");
}
