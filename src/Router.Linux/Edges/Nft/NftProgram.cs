using Router.Core.Edges;
using Router.Core.Rulesets;
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

    /// <summary>By sets of what runs: what they hold of lists. One that is not here may hold anything.</summary>
    private Dictionary<string, SetContent> filled = [];

    private ISetContents? lists;

    /// <summary>From the last check. What no load asked for is not worth its memory.</summary>
    private readonly WeakReference<RulesetLoad?> prepared = new(null);

    /// <summary>From the last load.</summary>
    private Func<Task>? back;

    private string LoadedFile => Path.Combine(paths.Runtime, "ruleset.nft");

    /// <summary>
    /// Null: it can be loaded, as far as that is known without loading it. nft is asked for words of which we do not know.
    /// </summary>
    public async Task<string?> CheckAsync(Ruleset ruleset, string? fingerprintBefore, CancellationToken stopping)
    {
        if (Prepare(ruleset, Former(fingerprintBefore)) is { } load)
        {
            prepared.SetTarget(load);
            return null;
        }
        var (code, words) = await ProgramRunner.RunAsync("nft", ["-c", "-f", "-"], ruleset.ToText(), stopping);
        return code == 0 ? null : $"nft refuses the ruleset: {words}";
    }

    /// <summary>Takes away the chain that says which ruleset the table holds; no packet meets it.</summary>
    /// <exception cref="ApplyException">The kernel refused.</exception>
    public static void BreakSeal()
    {
        if (RulesetFingerprint.Read() is not { } fingerprint)
            return;
        try
        {
            using var socket = NetlinkSocket.Netfilter();
            var chain = RulesetFingerprint.Prefix + fingerprint;
            socket.Execute(new NftBatch(RulesetFingerprint.Table).RemoveChain(chain), "unseal the firewall");
        }
        catch (ApplyException) when (RulesetFingerprint.Read() != fingerprint)
        {
            // Somebody else took it away meanwhile.
        }
    }

    /// <summary>What an earlier process may have loaded; it counts only while the kernel says that it runs.</summary>
    public void Adopt(Ruleset ruleset) => loaded ??= ruleset;

    /// <summary>Where the addresses of lists come from.</summary>
    public void FillFrom(ISetContents contents) => lists = contents;

    /// <summary>Brings sets that hold lists to what these say now; nothing is done where another ruleset runs.</summary>
    /// <param name="ruleset">What is meant to run.</param>
    /// <param name="afresh">Whatever they are thought to hold.</param>
    /// <exception cref="ApplyException">The kernel refused; the sets are as before.</exception>
    public void Fill(Ruleset ruleset, bool afresh = false)
    {
        var wanted = Contents(ruleset);
        if (wanted.Count == 0 || RulesetFingerprint.Read() != ruleset.Fingerprint)
            return;
        if (SetFill.Between(ruleset.Fingerprint, afresh ? [] : filled, wanted) is not { } batch)
            return;
        // Refused: somebody changed a set by hand. Then all of it is put there anew.
        if (!KernelLoad.TryLoad(batch, "change address sets"))
        {
            using var socket = NetlinkSocket.Netfilter();
            socket.Execute(SetFill.Between(ruleset.Fingerprint, new Dictionary<string, SetContent>(), wanted)!, "fill address sets");
        }
        filled = wanted;
    }

    /// <exception cref="ApplyException">nft or the kernel refused, or the text cannot be kept; the ruleset is as before.</exception>
    public async Task LoadAsync(Ruleset ruleset, string? fingerprintBefore, CancellationToken stopping)
    {
        var former = Former(fingerprintBefore);
        var text = former is not null || fingerprintBefore is null ? Nothing : await FormerAsync(fingerprintBefore, stopping);
        await LoadAsync(ruleset, Prepared(ruleset, former));
        back = former is null ? () => LoadAsync(text) : () => LoadAsync(former, OfTable(former));
    }

    /// <summary>Takes back the last load of this process.</summary>
    /// <exception cref="ApplyException">nft or the kernel refused.</exception>
    public Task UndoAsync() => back?.Invoke() ?? throw new InvalidOperationException("no ruleset was loaded");

    /// <summary>What this process loaded, while the kernel says that it runs.</summary>
    private Ruleset? Former(string? fingerprintBefore) => loaded?.Fingerprint == fingerprintBefore ? loaded : null;

    private RulesetLoad? Prepare(Ruleset ruleset, Ruleset? former) =>
        (former is null ? null : RulesetLoad.OfElements(former, ruleset)) ?? OfTable(ruleset);

    private RulesetLoad? OfTable(Ruleset ruleset) => RulesetLoad.OfTable(ruleset, Contents(ruleset));

    private Dictionary<string, SetContent> Contents(Ruleset ruleset) => SetFill.Contents(ruleset, feed => lists?.Of(feed));

    /// <summary>From the check, where there was one.</summary>
    private RulesetLoad? Prepared(Ruleset ruleset, Ruleset? former) =>
        prepared.TryGetTarget(out var load) && ReferenceEquals(load.Ruleset, ruleset)
            && (load.From is null || ReferenceEquals(load.From, former))
            ? load
            : Prepare(ruleset, former);

    /// <summary>Not to be cancelled: nobody could tell then which ruleset runs.</summary>
    /// <param name="ruleset">What is to run.</param>
    /// <param name="load">Its messages; null: it has words that only nft knows.</param>
    private async Task LoadAsync(Ruleset ruleset, RulesetLoad? load)
    {
        var staged = Stage(ruleset.Write);
        if (load is { From: not null })
        {
            // Refused: somebody changed the table by hand. Then all of it is loaded.
            if (TryLoad(load))
            {
                Keep(staged, ruleset);
                return;
            }
            load = OfTable(ruleset);
        }
        // Where there is no table yet, there is nothing to go on from.
        var counted = NamedCounters.Continue(ruleset);
        if (!ReferenceEquals(counted, ruleset))
            load = OfTable(counted);
        if (load is not null && TryLoad(load))
        {
            filled = new(load.Filled);
            Keep(staged, ruleset);
            return;
        }
        await RunAsync(counted.ToText());
        Keep(staged, ruleset);
        try
        {
            Fill(ruleset);
        }
        catch (ApplyException)
        {
            // The rules are there. Whoever keeps the lists tries again, and tells what the kernel says.
        }
    }

    private static bool TryLoad(RulesetLoad load) => KernelLoad.TryLoad(load.Batch, "load the firewall");

    /// <summary>A ruleset that another process loaded, of which there are words alone.</summary>
    private async Task LoadAsync(string text)
    {
        var staged = Stage(to => to.Write(text));
        await RunAsync(text);
        Keep(staged, null);
    }

    private async Task RunAsync(string text)
    {
        filled = [];
        var (code, words) = await ProgramRunner.RunAsync("nft", ["-f", "-"], text, CancellationToken.None);
        if (code != 0)
            throw new ApplyException("load the firewall", 0, words);
    }

    /// <summary>The text is on disk before the kernel has it.</summary>
    private string Stage(Action<TextWriter> write) => Guarded(() =>
    {
        Directory.CreateDirectory(paths.Runtime);
        using var file = new StreamWriter($"{LoadedFile}.new");
        write(file);
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
