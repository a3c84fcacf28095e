using Router.Ctl.Cli;
using Router.Image.Apk;
using Router.Image.Apk.Edges;
using Router.Image.Apk.Installing;

namespace Router.Ctl.Apk;

/// <summary><c>routerctl apk install</c>.</summary>
internal sealed class InstallVerb(Terminal terminal)
{
    public required Request Request { get; init; }

    public required string Root { get; init; }

    public bool Json { get; init; }

    public int Run(CancellationToken stopping)
    {
        if (Resolution.Try(terminal, Request, stopping) is not { } packages)
            return ExitCode.Input;
        InstallResult result;
        try
        {
            using var tree = DirectoryTree.Open(Root);
            var scripts = new ChrootScripts(tree.Root, terminal.Error.WriteLine, stopping);
            result = ApkInstaller.Install(packages, Request.Packages, Request.Architecture, tree, scripts, line => Say(line, stopping));
        }
        catch (ApkException e)
        {
            throw Failure.Of(e.IsInput, e.Message, inner: e);
        }

        foreach (var error in result.Errors)
            terminal.WriteError(error);
        if (Json)
            terminal.WriteJson(
                new InstallJson(result.Packages, result.InstalledBytes, [.. result.Errors], result.Failed), ApkJson.Default.InstallJson);
        else
            terminal.Out.WriteLine($"{Outcome(result.Failed)} {result.InstalledBytes >> 20} MiB in {result.Packages} packages");
        return result.Failed == 0 ? ExitCode.Done : ExitCode.Input;
    }

    /// <summary>As apk counts: packages that failed, whatever the number of messages.</summary>
    private static string Outcome(int failed) => failed switch { 0 => "OK:", 1 => "1 error;", _ => $"{failed} errors;" };

    /// <summary>Between two packages: where an install may end before its end.</summary>
    private void Say(string line, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        if (!Json)
            terminal.Out.WriteLine(line);
    }
}
