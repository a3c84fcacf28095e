using Router.Ctl.Cli;
using Router.Image.Apk;
using Router.Image.Apk.Edges;
using Router.Image.Apk.Repositories;
using Router.Image.Apk.Resolving;

namespace Router.Ctl.Apk;

/// <summary><c>routerctl apk resolve</c>.</summary>
internal sealed class ResolveVerb(Terminal terminal)
{
    public required Request Request { get; init; }

    public bool Json { get; init; }

    public int Run(CancellationToken stopping)
    {
        if (Resolution.Try(terminal, Request, stopping) is not { } packages)
            return ExitCode.Input;
        if (Json)
        {
            terminal.WriteJson([.. packages.Select(PackageJson.Of)], ApkJson.Default.PackageJsonArray);
            return ExitCode.Done;
        }

        foreach (var package in packages)
            terminal.Out.WriteLine($"{package.Name} {package.Version} {package.Checksum}");
        return ExitCode.Done;
    }
}

internal static class Resolution
{
    /// <summary>Null: the request has no solution, and apk's words on it are on stderr.</summary>
    public static IReadOnlyList<ResolvedPackage>? Try(Terminal terminal, Request request, CancellationToken stopping)
    {
        try
        {
            return ApkResolver.Resolve(
                request.Open(new Transfer(Transfer.UsualPatience, terminal.Error.WriteLine, stopping)), request.Packages);
        }
        catch (UnsolvableException e)
        {
            terminal.Error.Write($"ERROR: {e.Message}");
            return null;
        }
        catch (ApkException e)
        {
            throw Failure.Of(e.IsInput, e.Message, inner: e);
        }
    }
}
