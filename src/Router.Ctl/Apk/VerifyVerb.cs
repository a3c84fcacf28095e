using Router.Ctl.Cli;
using Router.Image.Apk;
using Router.Image.Apk.Edges;
using Router.Image.Apk.Signing;

namespace Router.Ctl.Apk;

/// <summary><c>routerctl apk verify</c>.</summary>
internal sealed class VerifyVerb(Terminal terminal)
{
    public required string Keys { get; init; }

    public required IReadOnlyList<string> Files { get; init; }

    public bool Json { get; init; }

    public int Run()
    {
        using var keys = ReadKeys();
        List<VerifiedJson> results = [];
        foreach (var file in Files)
        {
            var result = Verify(file, keys);
            results.Add(result);
            if (!Json)
                terminal.Out.WriteLine(result.Problem ?? $"{file}: OK ({Found(result)})");
        }

        if (Json)
            terminal.WriteJson([.. results], ApkJson.Default.VerifiedJsonArray);
        return results.TrueForAll(r => r.Ok) ? ExitCode.Done : ExitCode.Input;
    }

    /// <summary><c>v3 package: thing 1.0-r0</c>; an index may have no description.</summary>
    private static string Found(VerifiedJson result) =>
        $"{result.Format} {result.Kind}{(string.IsNullOrEmpty(result.Name) ? "" : $": {result.Name} {result.Version}".TrimEnd())}";

    private KeyRing ReadKeys()
    {
        try
        {
            return ApkSources.ReadKeys(Keys);
        }
        catch (ApkException e)
        {
            throw Failure.Input(e.Message, inner: e);
        }
    }

    private static VerifiedJson Verify(string file, KeyRing keys)
    {
        try
        {
            var found = ApkSources.Verify(file, keys);
            return new VerifiedJson(file, true, found.Format, found.Kind, found.Name, found.Version, null);
        }
        catch (ApkException e)
        {
            return new VerifiedJson(file, false, null, null, null, null, e.Message);
        }
    }
}
