using System.Text.RegularExpressions;
using Router.Api.Contract;
using Router.Documents;
using Router.Documents.Editing;

namespace Router.Fleet.Rehearsals;

/// <summary>What a release said when it had booted with the document. Pure.</summary>
/// <param name="Running">The document that it runs.</param>
/// <param name="Image">Its version; null: it has no manifest.</param>
/// <param name="Problems">What a commit of the whole document is refused for, all at once.</param>
/// <param name="Advice">What it remarks at such a commit, <c>LINE:COLUMN: PATH: message</c> each.</param>
/// <param name="Notes">What was otherwise at boot than the document asks for.</param>
public sealed partial record GuestReport(
    string Running, string? Image, ValueList<Problem> Problems, ValueList<string> Advice, ValueList<string> Notes)
{
    /// <summary>
    /// Commands of its console, the document on the standard input of each. The answers are to be read in this order.
    /// </summary>
    public static readonly ValueList<string> Questions =
        ["show version --json", "show configuration --json", "commit-file --dry-run --json"];

    /// <summary>As a router says it of keys of a newer schema, which stay in the document and do nothing.</summary>
    private const string NotKnown = "is not known to this version";

    private const string LeftOut = "left out: ", NotUsed = "the startup configuration is not used: ";

    /// <summary>Null: these are no answers of a router.</summary>
    public static GuestReport? Read(IReadOnlyList<string> answers)
    {
        if (answers is not [var version, var configuration, var dryRun]
            || ApiAnswer.Read<Response.Version>(version) is not { } said
            || ApiAnswer.Read<Response.Document>(configuration) is not { } document)
            return null;
        var forecast = ApiAnswer.Read<Response.Forecast>(dryRun);
        var failed = forecast is null ? ApiAnswer.Read<Response.Failed>(dryRun) : null;
        if (forecast is null && failed is null)
            return null;
        ValueList<Problem> problems = failed is null ? []
            : failed.Problems.Count > 0 ? [.. failed.Problems]
            : [new Problem("", failed.Message, failed.Hint)];
        return new GuestReport(
            document.Text, said.Image, problems, [.. forecast?.Advice ?? []], [.. said.Configuration.Notes]);
    }

    /// <summary>
    /// What the release refuses of the document and the router does not, and what cannot be judged: what a router on a desk waits for in
    /// vain, or has no card for.
    /// </summary>
    /// <param name="document">The router's.</param>
    /// <param name="known">What the router itself says that is otherwise than its document asks for.</param>
    public (ValueList<Refusal> Refusals, ValueList<string> NotJudged) Judge(ConfigDocument document, IReadOnlyCollection<string> known)
    {
        var found = new OrderedDictionary<string, string>();
        var aside = new List<string>();
        foreach (var problem in Problems)
            Refuse(Refusal.Of(problem), problem.Message);
        foreach (var (path, message) in Advice.Select(line => Parse(line, document)).OfType<(string, string)>())
        {
            if (message.StartsWith(NotKnown, StringComparison.Ordinal))
                Refuse(new(path, message), message);
        }
        foreach (var note in Notes.Except(known))
        {
            if (note.Contains(" waits: ", StringComparison.Ordinal) || note.StartsWith("the backup is not kept", StringComparison.Ordinal))
                aside.Add(note);
            else if (note.StartsWith(LeftOut, StringComparison.Ordinal) && Parse(note[LeftOut.Length..], document) is var (path, message))
                Refuse(new(path, message), message);
            else if (!note.StartsWith(NotUsed, StringComparison.Ordinal) || Problems.Count == 0)
                Refuse(Split(note, document) is var (at, reason) ? new(at, reason) : new("", note), note);
        }
        return ([.. found.Select(entry => new Refusal(entry.Key, entry.Value))], [.. aside.Distinct()]);

        void Refuse(Refusal refusal, string message)
        {
            var words = ConfigPath.TrySplit(refusal.Path, out var split) ? split : [];
            if (known.Contains($"{refusal.Path}: {message}"))
                aside.Add($"{refusal.Path}: {message}: so it is on the router already");
            else if (document.ValueAt(words)?.StartsWith("path:", StringComparison.Ordinal) == true)
                aside.Add($"{refusal.Path}: no card of the rehearsal is at that place of the bus");
            else if (refusal.Path.Length > 0)
                found.TryAdd(refusal.Path, refusal.Reason);
            else
                found[""] = found.TryGetValue("", out var before) && before != refusal.Reason
                    ? $"{before}; {refusal.Reason}"
                    : refusal.Reason;
        }
    }

    /// <summary><c>[FILE:]LINE:COLUMN: PATH: message</c>; null: it is not of that form.</summary>
    private static (string Path, string Message)? Parse(string line, ConfigDocument document) =>
        Position().Match(line) is { Success: true, Length: var length } ? Split(line[length..], document) : null;

    /// <summary><c>PATH: message</c>, where the document has the path; null: it is not of that form.</summary>
    private static (string Path, string Message)? Split(string line, ConfigDocument document)
    {
        for (var at = line.IndexOf(": ", StringComparison.Ordinal); at > 0; at = line.IndexOf(": ", at + 1, StringComparison.Ordinal))
        {
            if (ConfigPath.TrySplit(line[..at], out var words) && Has(document, words))
                return (line[..at], line[(at + 2)..]);
        }
        return null;
    }

    /// <summary>Also where this program's shapes do not know the key.</summary>
    private static bool Has(ConfigDocument document, IReadOnlyList<string> words)
    {
        var path = ConfigPath.Join(words);
        return document.Has(words)
            || DocumentLeaves.In(document).Any(leaf => leaf.Path == path || leaf.Path.StartsWith($"{path} ", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^(?:[^:\s]*:)?\d+:\d+: ", RegexOptions.CultureInvariant)]
    private static partial Regex Position();
}
