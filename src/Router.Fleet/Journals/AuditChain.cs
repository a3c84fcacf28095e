using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Fleet.Journals;

/// <summary>Something that was done with devices from a desk.</summary>
/// <param name="At">When, by the desk's clock.</param>
/// <param name="By">Who.</param>
/// <param name="Verb">Of <c>fleet</c>.</param>
/// <param name="Devices">With which.</param>
/// <param name="Detail">What became of it, in words.</param>
public sealed record AuditEntry(DateTimeOffset At, string By, string Verb, IReadOnlyList<string> Devices, string Detail)
{
    public string ToText() => JsonSerializer.Serialize(this, AuditJson.Default.AuditEntry);

    /// <summary>Null: it is none.</summary>
    public static AuditEntry? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, AuditJson.Default.AuditEntry);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>
/// A log whose lines hold each other: <c>HASH ENTRY</c>, where HASH is the SHA-256 of the line before's hash, a line feed, and the entry. A
/// line that was changed, taken out or put in breaks it from there on; of lines that are missing at its end only somebody knows who has
/// written down a later hash.
/// </summary>
public static class AuditChain
{
    /// <summary>Before the first line.</summary>
    public static readonly string Start = new('0', 2 * SHA256.HashSizeInBytes);

    public static string Line(string before, AuditEntry entry)
    {
        var text = entry.ToText();
        return $"{HashOf(before, text)} {text}";
    }

    /// <summary>The hash of a line; null: it is no line of a chain.</summary>
    public static string? HashIn(string line) =>
        line.Length > Start.Length && line[Start.Length] == ' ' && line[..Start.Length].All(char.IsAsciiHexDigitLower)
            ? line[..Start.Length]
            : null;

    /// <param name="lines">Without empty ones.</param>
    public static AuditFinding Verify(IReadOnlyList<string> lines)
    {
        var (entries, hashes) = (new List<AuditEntry>(), new List<string>());
        for (var at = 0; at < lines.Count; at++)
        {
            var before = at == 0 ? Start : hashes[at - 1];
            if (HashIn(lines[at]) is not { } hash || AuditEntry.Parse(lines[at][(Start.Length + 1)..]) is not { } entry)
                return new AuditFinding(entries, hashes, at + 1, "it is no line of this log");
            if (HashOf(before, lines[at][(Start.Length + 1)..]) != hash)
                return new AuditFinding(entries, hashes, at + 1, "it was changed, or a line before it is another one or is missing");
            entries.Add(entry);
            hashes.Add(hash);
        }
        return new AuditFinding(entries, hashes, null, null);
    }

    private static string HashOf(string before, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{before}\n{text}")));
}

/// <param name="Entries">The good ones, in their order.</param>
/// <param name="Hashes">One for each.</param>
/// <param name="BrokenAt">The first line that does not hold, from 1; null: all do.</param>
/// <param name="Why">Why not.</param>
public sealed record AuditFinding(IReadOnlyList<AuditEntry> Entries, IReadOnlyList<string> Hashes, int? BrokenAt, string? Why)
{
    /// <summary>What to write down elsewhere.</summary>
    public string Head => Hashes.Count > 0 ? Hashes[^1] : AuditChain.Start;
}

[JsonSerializable(typeof(AuditEntry))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
internal sealed partial class AuditJson : JsonSerializerContext;
