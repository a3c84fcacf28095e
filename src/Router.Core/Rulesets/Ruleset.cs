using System.Security.Cryptography;
using System.Text;
using Router.Documents;

namespace Router.Core.Rulesets;

/// <summary>
/// The whole firewall as one nft transaction. <see cref="Fingerprint"/> is 16 hexadecimal digits of the SHA-256 of its text; the table
/// carries it in the name of an empty chain, so that the kernel itself says which ruleset it runs. Two are equal when their fingerprints
/// are.
/// </summary>
public sealed class Ruleset : IEquatable<Ruleset>
{
    /// <summary>The empty chain is named so, with the fingerprint behind.</summary>
    public const string FingerprintPrefix = "fingerprint_";

    private const int FingerprintDigits = 16;

    internal Ruleset(Table table, string fingerprint) => (Table, Fingerprint) = (table, fingerprint);

    public Table Table { get; }

    public string Fingerprint { get; }

    /// <summary>Rules match only so often, and what they let through before is part of what they do next.</summary>
    public bool HasLimits => Table.Objects.Any(item => item is TableObject.Limit or TableObject.Set { Filled: not null });

    public static Ruleset Of(Table table) => new(table, FingerprintOf(table));

    /// <summary>In nft's language. It is written each time, for it may be as large as all the rest of a desired state.</summary>
    public string ToText()
    {
        using var text = new StringWriter(new StringBuilder(4096));
        Write(text);
        return text.ToString();
    }

    /// <summary>The same to a file, without a string as long.</summary>
    public void Write(TextWriter text) => RulesetWriter.Write(text, Table, Fingerprint);

    public bool Equals(Ruleset? other) => other is not null && Fingerprint == other.Fingerprint;

    public override bool Equals(object? obj) => Equals(obj as Ruleset);

    public override int GetHashCode() => Fingerprint.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Fingerprint;

    /// <summary>With other values at the start of its counters; it is the same ruleset still.</summary>
    public Ruleset WithCounters(Func<TableObject.Counter, TableObject.Counter> change) => new(
        Table with { Objects = Table.Objects.Select(item => item is TableObject.Counter counter ? change(counter) : item).ToValueList() },
        Fingerprint);

    /// <summary>Of the whole text but for the line that names it.</summary>
    private static string FingerprintOf(Table table)
    {
        using var hash = SHA256.Create();
        using (var text = new StreamWriter(new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write), new UTF8Encoding()))
            RulesetWriter.Write(text, table, fingerprint: null);
        return Convert.ToHexStringLower(hash.Hash!)[..FingerprintDigits];
    }
}
