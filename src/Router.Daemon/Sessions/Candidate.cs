using Router.Api.Contract;
using Router.Core.Config;
using Router.Daemon.Engine;

namespace Router.Daemon.Sessions;

/// <summary>One session's own copy of the configuration, and how it came to be what it is.</summary>
internal sealed class Candidate(RunningConfiguration from)
{
    private readonly List<Func<ConfigDocument, ConfigDocument>> steps = [];

    /// <summary>The configuration that the changes were made on.</summary>
    public RunningConfiguration Base { get; private set; } = from;

    public ConfigDocument Document { get; private set; } = from.Content.Document;

    public bool IsChanged => Document.ToText() != Base.Content.Text;

    /// <exception cref="InvalidDocumentException">The edit cannot be made; the candidate is as it was.</exception>
    public void Edit(Request.Edit edit) => Do(document => Apply(document, edit));

    /// <exception cref="InvalidDocumentException">It is no YAML at all.</exception>
    public void Load(ReadOnlyMemory<byte> utf8)
    {
        var reading = ConfigReader.Read(utf8);
        if (reading.Document is not { } loaded)
            throw new InvalidDocumentException("this is no configuration", reading.Problems);
        Do(_ => loaded);
    }

    /// <summary>All steps again, on what runs now.</summary>
    /// <exception cref="InvalidDocumentException">One of them does not go there; the candidate is as it was.</exception>
    public void Rebase(RunningConfiguration onto)
    {
        Document = steps.Aggregate(onto.Content.Document, (document, step) => step(document));
        Base = onto;
    }

    private static ConfigDocument Apply(ConfigDocument document, Request.Edit edit)
    {
        var result = edit.Verb switch
        {
            EditVerb.Set => document.Set(edit.Words),
            EditVerb.Delete => document.Delete(edit.Words),
            _ => document.Insert(edit.Words),
        };
        return result.Document ?? throw new InvalidDocumentException(
            $"{edit.Verb.ToString().ToLowerInvariant()} is not done", result.Problem is { } problem ? [problem] : []);
    }

    private void Do(Func<ConfigDocument, ConfigDocument> step)
    {
        Document = step(Document);
        steps.Add(step);
    }
}
