namespace Router.Architecture.Tests.Exercises;

/// <summary>
/// What is added to a copy of the sources, built, tried and taken away again: the whole of it is a patch beside this file. They build the
/// daemon, so they run with the long series alone. Features, a protocol and a board are added at run time by other tests.
/// </summary>
public sealed class ExerciseTests
{
    private static readonly string Root = RepositoryRoot.Find();

    /// <summary>A request with its role and answer, who answers, the command; a line in both lists and in the table of requests.</summary>
    [Fact(Explicit = true)]
    public Task Verb_Added_IsAnsweredInTheConsole() => TryAsync("verb", made: 3, changed: 3, "the lamp is lit", """
        ip link set lo up
        $routerd run --root root --state state --socket socket >log 2>&1 &
        daemon=$!
        for turn in $(seq 300); do [ -S socket ] && break; sleep 0.1; done
        $routerd console --socket socket show lamp
        kill $daemon
        wait $daemon || true
        """);

    /// <summary>Of a link that the kernel is asked for already: its keys in a document, and a line that offers it.</summary>
    [Fact(Explicit = true)]
    public Task KindOfLink_Added_IsMadeByACommit() => TryAsync("link", made: 1, changed: 1, "ifb", """
        printf 'version: 1\ninterfaces: { lamp: { ifb: true, addresses: [192.0.2.1/24] } }\n' >document.yaml
        $routerd apply document.yaml --root root --state state --socket socket >log 2>&1 || { cat log >&2; exit 1; }
        ip -details link show lamp
        """);

    private static async Task TryAsync(string name, int made, int changed, string expected, string script)
    {
        var patch = Path.Combine(Root, "tests", "Router.Architecture.Tests", "Exercises", $"{name}.patch");
        using var sources = await SourceCopy.MakeAsync(Root);
        var before = sources.Fingerprint();
        Assert.Equal((made, changed), await sources.ApplyAsync(patch));
        await sources.RunAsync("dotnet", "build", "src/Router.Daemon", "-v", "quiet", "-o", "bin/daemon");
        var said = await sources.RunAsync(
            "unshare", "--net", "--uts", "sh", "-euc",
            $"routerd=$PWD/bin/daemon/routerd; mkdir -p bin/run/root bin/run/state; cd bin/run; {script}");
        Assert.Contains(expected, said, StringComparison.Ordinal);
        await sources.TakeAwayAsync(patch);
        Assert.Equal(before, sources.Fingerprint());
    }
}
