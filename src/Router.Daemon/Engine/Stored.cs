using Router.Documents;
using Router.Documents.Editing;
using Router.Features.Composition;
using Router.Features.Configuration;

namespace Router.Daemon.Engine;

/// <summary>A document as it was found on disk; read and checked when somebody asks.</summary>
internal sealed class Stored
{
    private readonly byte[]? bytes;
    private readonly Lazy<ConfigReading?> reading;
    private readonly Lazy<(CheckedDocument? Good, string? Problem)> check;

    private Stored(byte[]? bytes, string? unreadable)
    {
        this.bytes = bytes;
        IsThere = bytes is not null || unreadable is not null;
        reading = new(() => bytes is null ? null : ConfigReader.Read(bytes));
        check = new(() => reading.Value is { } read ? Check(read) : (null, unreadable));
    }

    /// <summary>False: there is no such file.</summary>
    public bool IsThere { get; }

    public CheckedDocument? Good => check.Value.Good;

    /// <summary>Why it is not <see cref="Good"/>.</summary>
    public string? Problem => check.Value.Problem;

    /// <summary>Null: it is no YAML.</summary>
    private string? Text => reading.Value?.Document?.ToText();

    public static Stored Read(Func<byte[]?> read)
    {
        try
        {
            return new Stored(read(), null);
        }
        catch (IOException exception)
        {
            return new Stored(null, exception.Message);
        }
    }

    /// <summary>The same text, which costs no reading where it is the same to the byte.</summary>
    public bool IsSameAs(Stored other) => bytes.AsSpan().SequenceEqual(other.bytes) || (Text is { } text && text == other.Text);

    /// <summary>
    /// The document without the entries that have problems, and what was left out, a line each; null: nothing of it can be used.
    /// <paramref name="newer"/>: documents of a later schema too, of which more may be lost than is known here.
    /// </summary>
    public (CheckedDocument Content, IReadOnlyList<string> Lost)? Salvage(bool newer)
    {
        if (reading.Value?.Document is not { } document || (!newer && ConfigReader.IsNewer(document)))
            return null;
        var lost = new List<string>();
        while (true)
        {
            var found = ConfigValidator.Check(document.Reading, Surroundings.None);
            if (found.Problems.Count == 0)
                return (new CheckedDocument(document, found.Config), lost);
            lost.Add(found.Problems[0].ToString("startup.yaml"));
            if (Without(document, found.Problems[0].Path) is not { } less)
                return null;
            document = less;
        }
    }

    private static (CheckedDocument? Good, string? Problem) Check(ConfigReading read)
    {
        try
        {
            return (CheckedDocuments.Check(read, Surroundings.None), null);
        }
        catch (InvalidDocumentException exception)
        {
            return (null, exception.Problems[0].ToString("startup.yaml"));
        }
    }

    /// <summary>Without the smallest entry at the path; each call gives a shorter document.</summary>
    private static ConfigDocument? Without(ConfigDocument document, string path)
    {
        if (!ConfigPath.TrySplit(path, out var words))
            return null;
        for (var depth = words.Count; depth > 0; depth--)
        {
            if (document.Delete([.. words.Take(depth)]).Document is { } less && less.ToText().Length < document.ToText().Length)
                return less;
        }
        return null;
    }
}
