using Router.Core.Edges;
using Router.Core.Rulesets;
using Router.Linux.Compiling;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Linux.Edges.Processes;
using Router.Wire.Netlink.Nftables;

namespace Router.Linux.Edges.Nft;

/// <summary>Loads rulesets, each as one transaction. Keeps the loaded one, and its text for another process, for the way back.</summary>
internal sealed class NftProgram(LinuxPaths paths)
{
    private const string Nothing = "add table inet router\ndelete table inet router\n";

    /// <summary>What was last loaded; null: nothing by this process, or something that only the words are known of.</summary>
    private Ruleset? loaded;

    /// <summary>From the last load.</summary>
    private Func<Task>? back;

    private string LoadedFile => Path.Combine(paths.Runtime, "ruleset.nft");

    /// <summary>
    /// Null: it can be loaded, as far as that is known without loading it. nft is asked for words of which we do not know.
    /// </summary>
    public static async Task<string?> CheckAsync(Ruleset ruleset, CancellationToken stopping)
    {
        if (RulesetCompiler.Compile(ruleset.Table, seal: null) is not null)
            return null;
        var (code, words) = await ProgramRunner.RunAsync("nft", ["-c", "-f", "-"], ruleset.ToText(), stopping);
        return code == 0 ? null : $"nft refuses the ruleset: {words}";
    }

    /// <summary>Takes away the chain that says which ruleset the table holds; no packet meets it.</summary>
    /// <exception cref="ApplyException">nft or the kernel refused.</exception>
    public static async Task BreakSealAsync(CancellationToken stopping)
    {
        if (RulesetFingerprint.Read() is not { } fingerprint)
            return;
        var (code, words) = await ProgramRunner.RunAsync(
            "nft", ["delete", "chain", "inet", RulesetFingerprint.Table, RulesetFingerprint.Prefix + fingerprint], "", stopping);
        if (code != 0 && RulesetFingerprint.Read() == fingerprint)
            throw new ApplyException("unseal the firewall", 0, words);
    }

    /// <summary>What an earlier process may have loaded; it counts only while the kernel says that it runs.</summary>
    public void Adopt(Ruleset ruleset) => loaded ??= ruleset;

    /// <exception cref="ApplyException">nft or the kernel refused, or the text cannot be kept; the ruleset is as before.</exception>
    public async Task LoadAsync(Ruleset ruleset, string? fingerprintBefore, CancellationToken stopping)
    {
        if (loaded is { } former && former.Fingerprint == fingerprintBefore)
        {
            if (RulesetDelta.Between(former, ruleset) is not { } delta || !TryLoad(delta, ruleset))
                await LoadAsync(ruleset);
            back = () => LoadAsync(former);
        }
        else
        {
            var text = fingerprintBefore is null ? Nothing : await FormerAsync(fingerprintBefore, stopping);
            await LoadAsync(ruleset);
            back = () => LoadAsync(text);
        }
    }

    /// <summary>Takes back the last load of this process.</summary>
    /// <exception cref="ApplyException">nft or the kernel refused.</exception>
    public Task UndoAsync() => back?.Invoke() ?? throw new InvalidOperationException("no ruleset was loaded");

    /// <summary>
    /// Without nft, which would read the whole table first. False: the kernel's table is not what we loaded (somebody changed it by hand),
    /// or the delta has what only nft knows to write; then the whole is loaded.
    /// </summary>
    private bool TryLoad(RulesetDelta delta, Ruleset ruleset)
    {
        if (ElementBatch.Build(delta) is not { } batch)
            return false;
        var staged = Stage(ruleset.ToText());
        try
        {
            using var socket = NetlinkSocket.Netfilter();
            socket.Execute(batch, "load the firewall");
        }
        catch (ApplyException)
        {
            return false;
        }
        Keep(staged, ruleset);
        return true;
    }

    /// <summary>Not to be cancelled: nobody could tell then which ruleset runs.</summary>
    private async Task LoadAsync(Ruleset ruleset)
    {
        var text = ruleset.ToText();
        var staged = Stage(text);
        var counted = await WithCountsAsync(ruleset);
        if (!TryLoad(counted))
            await RunAsync(ReferenceEquals(counted, ruleset) ? text : counted.ToText());
        Keep(staged, ruleset);
    }

    /// <summary>A ruleset that another process loaded, of which there are words alone.</summary>
    private async Task LoadAsync(string text)
    {
        var staged = Stage(text);
        await RunAsync(text);
        Keep(staged, null);
    }

    private static async Task RunAsync(string text)
    {
        var (code, words) = await ProgramRunner.RunAsync("nft", ["-f", "-"], text, CancellationToken.None);
        if (code != 0)
            throw new ApplyException("load the firewall", 0, words);
    }

    /// <summary>
    /// Without nft. False: the ruleset has words that only nft knows, or the kernel refuses it. Then nft loads it, or says what is wrong
    /// with it.
    /// </summary>
    private static bool TryLoad(Ruleset ruleset)
    {
        if (RulesetCompiler.Compile(ruleset.Table, RulesetFingerprint.Prefix + ruleset.Fingerprint) is not { } messages)
            return false;
        try
        {
            using var socket = NetlinkSocket.Netfilter();
            socket.Execute(new NftBatch(RulesetFingerprint.Table).Add(messages), "load the firewall");
            return true;
        }
        catch (ApplyException)
        {
            return false;
        }
    }

    /// <summary>Named counters go on from what they have counted. Where there is no table yet, there is nothing to go on from.</summary>
    private static async Task<Ruleset> WithCountsAsync(Ruleset ruleset)
    {
        if (!NamedCounters.Any(ruleset))
            return ruleset;
        var (code, words) = await ProgramRunner.RunAsync(
            "nft", ["list", "counters", "table", "inet", RulesetFingerprint.Table], "", CancellationToken.None);
        return code == 0 ? NamedCounters.Continue(ruleset, words) : ruleset;
    }

    /// <summary>The text is on disk before the kernel has it.</summary>
    private string Stage(string text) => Guarded(() =>
    {
        Directory.CreateDirectory(paths.Runtime);
        File.WriteAllText($"{LoadedFile}.new", text);
        return $"{LoadedFile}.new";
    });

    private void Keep(string staged, Ruleset? ruleset)
    {
        loaded = ruleset;
        Guarded(() =>
        {
            File.Move(staged, LoadedFile, overwrite: true);
            return true;
        });
    }

    private static T Guarded<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ApplyException("load the firewall", 0, e.Message, e);
        }
    }

    private async Task<string> FormerAsync(string fingerprint, CancellationToken stopping)
    {
        if (File.Exists(LoadedFile) && await File.ReadAllTextAsync(LoadedFile, stopping) is { } kept
            && kept.Contains($"fingerprint_{fingerprint}", StringComparison.Ordinal))
            return kept;
        var (code, words) = await ProgramRunner.RunAsync("nft", ["list", "table", "inet", "router"], "", stopping);
        return code == 0 ? Nothing + words + "\n" : throw new ApplyException("nft list table inet router", 0, words);
    }
}
