using System.Text;
using Router.Core.Boards;
using Router.Daemon.Generations;
using Router.Documents;
using Router.Features.Configuration;

namespace Router.Daemon.Engine;

/// <summary>
/// Chooses what to boot: the startup document; where that has problems the newest generation, which is the same document unless one of them
/// is damaged; then what can be used of the startup document, then of the generations from the newest back; at last the empty
/// configuration, which forwards nothing and lets nobody in but the serial console. A later firmware may refuse what an earlier one took:
/// that never boots an older configuration, or none, where the part that is refused can be left out.
/// </summary>
/// <param name="said">Hears what is passed over or left out.</param>
internal sealed class BootChoices(IGenerationStore store, ICollection<string> said)
{
    /// <summary>Of things of one kind that are not as they should be.</summary>
    internal const int MostTold = 10;

    public RunningConfiguration Choose()
    {
        var generations = Generations();
        var startup = Stored.Read(store.ReadStartup);
        if (!startup.IsThere && generations.Count == 0)
            return CheckedDocuments.EmptyConfiguration;
        var known = startup.IsThere ? generations.FirstOrDefault(g => Read(g).IsSameAs(startup)) : null;
        if (startup.Good is { } document)
        {
            if (known is null && generations.Count > 0)
                said.Add("the startup configuration is none of the generations: it was written by hand, or it is damaged");
            return Configuration(document, known);
        }
        said.Add(startup.IsThere ? $"the startup configuration is not used: {startup.Problem}" : "the startup configuration is not there");
        if (generations.Count > 0 && Read(generations[0]).Good is { } newest)
            return Instead(newest, generations[0], []);
        foreach (var newer in (bool[])[false, true])
        {
            if (startup.Salvage(newer) is { } saved)
                return Saved(saved, known);
            foreach (var generation in generations)
            {
                var stored = Read(generation);
                if (stored.Good is { } good)
                    return Instead(good, generation, []);
                if (stored.Salvage(newer) is var (content, lost))
                    return Instead(content, generation, lost);
            }
        }
        said.Add("booted with the empty configuration: nothing is forwarded, log in on the serial console");
        return CheckedDocuments.EmptyConfiguration;
    }

    /// <summary>What lets people at the router and leaves all that is stored as it is.</summary>
    public RunningConfiguration Failsafe(BoardFacts board)
    {
        var confirmed = Stored.Read(store.ReadStartup).Good
            ?? Generations().Select(g => Read(g).Good).OfType<CheckedDocument>().FirstOrDefault();
        said.Add(
            "failsafe: no configuration is applied; show configuration --startup reads the one that boots, rollback generation NUMBER and "
            + "commit takes one back, and reboot leaves failsafe");
        return new RunningConfiguration(
            CheckedDocuments.Check(
                ConfigReader.Read(Encoding.UTF8.GetBytes(FailsafeDocument.Make(confirmed?.Config, board))), Surroundings.None),
            null, new Author(FailsafeDocument.Author, "boot"), DateTimeOffset.UnixEpoch, null);
    }

    private IReadOnlyList<GenerationRecord> Generations()
    {
        try
        {
            return store.List();
        }
        catch (IOException exception)
        {
            said.Add($"the generations cannot be listed: {exception.Message}");
            return [];
        }
    }

    private Stored Read(GenerationRecord generation) => Stored.Read(() => store.Read(generation.Number));

    private RunningConfiguration Instead(CheckedDocument content, GenerationRecord generation, IReadOnlyList<string> lost)
    {
        said.Add($"booted from generation {generation.Number} of {generation.By} instead; commit a configuration to replace both");
        return Saved((content, lost), generation);
    }

    private RunningConfiguration Saved((CheckedDocument Content, IReadOnlyList<string> Lost) saved, GenerationRecord? generation)
    {
        Tell(saved.Lost, "left out: ", "");
        return Configuration(saved.Content, generation);
    }

    private RunningConfiguration Configuration(CheckedDocument content, GenerationRecord? generation)
    {
        // A document of a later schema may have keys that do nothing here.
        Tell([.. content.Document.Reading.Advice.Select(unknown => $"{unknown.Path}: {unknown.Message}")], "", " keys");
        return new(
            content with { Kept = generation?.Kept ?? KeptValues.None }, generation,
            new Author(generation?.By ?? "startup", generation?.Origin ?? "file"),
            generation?.At ?? DateTimeOffset.UnixEpoch, generation?.Comment);
    }

    /// <summary>The first lines and a count of the rest: <c>left out: 3 more</c>, <c>3 more keys</c>.</summary>
    private void Tell(IReadOnlyList<string> lines, string before, string what)
    {
        foreach (var line in lines.Take(MostTold))
            said.Add($"{before}{line}");
        if (lines.Count > MostTold)
            said.Add($"{before}{lines.Count - MostTold} more{what}");
    }
}
