using Router.Core.Edges;
using Router.Core.State;
using Router.Linux.Edges.Processes;

namespace Router.Linux.Edges.Nft;

/// <summary>Loads rulesets, each as one transaction. Keeps the text of the loaded one, for the way back.</summary>
internal sealed class NftProgram(LinuxPaths paths)
{
    private const string Nothing = "add table inet router\ndelete table inet router\n";
    private readonly Stack<string> before = new();

    private string LoadedFile => Path.Combine(paths.Runtime, "ruleset.nft");

    /// <summary>Null: nft takes it.</summary>
    public static async Task<string?> CheckAsync(string text, CancellationToken stopping)
    {
        var (code, words) = await ProgramRunner.RunAsync("nft", ["-c", "-f", "-"], text, stopping);
        return code == 0 ? null : $"nft refuses the ruleset: {words}";
    }

    /// <exception cref="ApplyException">nft or the kernel refused; the ruleset is as before.</exception>
    public async Task LoadAsync(Ruleset ruleset, string? fingerprintBefore, CancellationToken stopping)
    {
        var former = fingerprintBefore is null ? Nothing : await FormerAsync(fingerprintBefore, stopping);
        await RunAsync(ruleset.Text, stopping);
        before.Push(former);
        Keep(ruleset.Text);
    }

    /// <summary>Takes back the last load of this process.</summary>
    public async Task UndoAsync(CancellationToken stopping)
    {
        var former = before.Pop();
        await RunAsync(former, stopping);
        Keep(former);
    }

    private async Task<string> FormerAsync(string fingerprint, CancellationToken stopping)
    {
        if (File.Exists(LoadedFile) && await File.ReadAllTextAsync(LoadedFile, stopping) is { } kept && kept.Contains($"fingerprint_{fingerprint}", StringComparison.Ordinal))
            return kept;
        var (code, words) = await ProgramRunner.RunAsync("nft", ["list", "table", "inet", "router"], "", stopping);
        return code == 0 ? Nothing + words + "\n" : throw new ApplyException("nft list table inet router", 0, words);
    }

    private static async Task RunAsync(string text, CancellationToken stopping)
    {
        var (code, words) = await ProgramRunner.RunAsync("nft", ["-f", "-"], text, stopping);
        if (code != 0)
            throw new ApplyException("load the firewall", 0, words);
    }

    private void Keep(string text)
    {
        Directory.CreateDirectory(paths.Runtime);
        File.WriteAllText(LoadedFile, text);
    }
}
