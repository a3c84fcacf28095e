using Router.Core.Config;
using Router.Core.Config.Help;
using Router.Core.Edges;
using Router.Core.Sections.Firewall.Sets;
using Router.Daemon.Generations;

namespace Router.Daemon.Engine;

/// <summary>
/// What to boot, best first: the startup document, then the generations from the newest back, at last the empty
/// configuration, which forwards nothing and lets nobody in but the serial console. A set file that is gone or damaged meanwhile does
/// not keep a router from booting: what can be read of it is used, and told.
/// </summary>
internal static class BootChoices
{
    private const int MostTold = 10;

    /// <summary>Lazily, and each document checked only when it is its turn. What is passed over is told to <paramref name="said"/>.</summary>
    public static IEnumerable<RunningConfiguration> Of(IGenerationStore store, ISetFiles? setFiles, ICollection<string> said)
    {
        var generations = store.List();
        var (startup, problem) = Read(store.ReadStartup);
        if (startup is null && problem is null)
        {
            yield return Documents.EmptyConfiguration;
            yield break;
        }
        if (startup is not null)
        {
            var generation = generations.FirstOrDefault(g => Read(() => store.Read(g.Number)).Document?.Text == startup.Text);
            if (generation is null && generations.Count > 0)
                said.Add("the startup configuration is none of the generations: it was written by hand, or it is damaged");
            yield return Configuration(WithSets(startup, setFiles, said), generation);
        }
        else
        {
            said.Add($"the startup configuration is not used: {problem}");
        }
        foreach (var generation in generations)
        {
            var (document, _) = Read(() => store.Read(generation.Number));
            if (document is null || (startup is not null && document.Text == startup.Text))
                continue;
            said.Add($"booted from generation {generation.Number} of {generation.By} instead; commit a configuration to replace both");
            yield return Configuration(WithSets(document, setFiles, said), generation);
        }
        said.Add("booted with the empty configuration: nothing is forwarded, log in on the serial console");
        yield return Documents.EmptyConfiguration;
    }

    public static string Name(RunningConfiguration choice) => choice.Generation is { } generation
        ? $"generation {generation.Number}"
        : choice == Documents.EmptyConfiguration ? "the empty configuration" : "the startup configuration";

    private static RunningConfiguration Configuration(CheckedDocument content, GenerationRecord? generation) => new(
        content, generation, new Author(generation?.By ?? "startup", generation?.Origin ?? "file"), generation?.At ?? DateTimeOffset.UnixEpoch, generation?.Comment);

    private static CheckedDocument WithSets(CheckedDocument content, ISetFiles? setFiles, ICollection<string> said)
    {
        if (setFiles is null)
            return content;
        var (config, problems) = SetFiles.Load(content.Config, content.Document, setFiles);
        foreach (var problem in problems.Take(MostTold))
            said.Add($"an address set is not whole: {problem.ToString("startup.yaml")}");
        return content with { Config = config };
    }

    private static (CheckedDocument? Document, string? Problem) Read(Func<byte[]?> read)
    {
        try
        {
            return read() is { } bytes ? (Documents.Check(ConfigReader.Read(bytes), Surroundings.None), null) : (null, null);
        }
        catch (IOException exception)
        {
            return (null, exception.Message);
        }
        catch (InvalidDocumentException exception)
        {
            return (null, exception.Problems[0].ToString("startup.yaml"));
        }
    }
}
