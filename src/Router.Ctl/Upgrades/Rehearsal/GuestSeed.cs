using System.Text;
using Router.Documents;
using Router.Fleet.Rehearsals;

namespace Router.Ctl.Upgrades.Rehearsal;

/// <summary>
/// The files that a rehearsed image boots with: <c>router.yaml</c>, <c>secrets/NAME</c>, <c>sets/NAME</c>, and what
/// <c>firmware/machine/usr/libexec/router/rehearse</c> reads. It writes its answers as <c>answers/NUMBER</c>. Pure.
/// </summary>
internal sealed record GuestSeed(
    string Document, ValueMap<string, string> Secrets, ValueMap<string, string> SetFiles, ValueList<RehearsalCard> Cards)
{
    private const int LeastKiB = 4096, KiB = 1024;

    /// <summary>The document, and it again in two answers with line ends and quotes escaped; and as much for what files waste.</summary>
    private const int TimesDocument = 6;

    public IReadOnlyList<KeyValuePair<string, string>> Files =>
    [
        KeyValuePair.Create("router.yaml", Document),
        .. Secrets.Select(secret => KeyValuePair.Create($"secrets/{secret.Key}", secret.Value)),
        .. SetFiles.Select(file => KeyValuePair.Create($"sets/{file.Key}", file.Value)),
        KeyValuePair.Create("rehearsal/ports", string.Concat(Cards.Select(card => $"{card.Mac} {card.Name}\n"))),
        KeyValuePair.Create("rehearsal/questions", string.Concat(GuestReport.Questions.Select(question => $"{question}\n"))),
    ];

    /// <summary>Of a file system that has room for the files and the answers.</summary>
    public int SizeKiB =>
        LeastKiB + (TimesDocument * Encoding.UTF8.GetByteCount(Document) / KiB)
            + Files.Sum(file => Encoding.UTF8.GetByteCount(file.Value) / KiB);

    /// <summary>Two names that FAT takes for one; null: there are none.</summary>
    public (string One, string Other)? Clash =>
        Files.GroupBy(file => file.Key, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? (twice.First().Key, twice.Last().Key)
            : null;

    public static string Answer(int number) => $"answers/{number}";

    // Values of secrets stay out of texts.
    public override string ToString() => nameof(GuestSeed);
}
