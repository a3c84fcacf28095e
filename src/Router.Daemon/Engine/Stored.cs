using Router.Core.Config;
using Router.Core.Config.Help;
using Router.Core.Config.Validation;

namespace Router.Daemon.Engine;

/// <summary>A document as it was found on disk.</summary>
internal sealed class Stored
{
    private readonly ConfigReading? reading;

    private Stored(ConfigReading? reading, CheckedDocument? good, string? problem) => (this.reading, Good, Problem) = (reading, good, problem);

    /// <summary>False: there is no such file.</summary>
    public bool IsThere => reading is not null || Problem is not null;

    public CheckedDocument? Good { get; }

    /// <summary>Why it is not <see cref="Good"/>.</summary>
    public string? Problem { get; }

    /// <summary>Null: it is no YAML.</summary>
    public string? Text => reading?.Document?.ToText();

    public static Stored Read(Func<byte[]?> read)
    {
        try
        {
            if (read() is not { } bytes)
                return new Stored(null, null, null);
            var reading = ConfigReader.Read(bytes);
            try
            {
                return new Stored(reading, Documents.Check(reading, Surroundings.None), null);
            }
            catch (InvalidDocumentException exception)
            {
                return new Stored(reading, null, exception.Problems[0].ToString("startup.yaml"));
            }
        }
        catch (IOException exception)
        {
            return new Stored(null, null, exception.Message);
        }
    }

    /// <summary>
    /// The document without the entries that have problems, and what was left out, a line each; null: nothing of it can be used.
    /// <paramref name="newer"/>: documents of a later schema too, of which more may be lost than is known here.
    /// </summary>
    public (CheckedDocument Content, IReadOnlyList<string> Lost)? Salvage(bool newer)
    {
        if (reading?.Document is not { } document || (!newer && ConfigReader.IsNewer(document)))
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
