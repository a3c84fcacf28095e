using System.CommandLine;
using Router.Ctl.Cli;

namespace Router.Ctl.Apk;

/// <summary><c>routerctl apk</c>: what the image builder does with packages, one step at a time.</summary>
internal static class ApkCommands
{
    public static Command Create(Terminal terminal) =>
        new Command("apk", "Resolve, install and verify apk packages.").With(Resolve(terminal), Install(terminal), Verify(terminal));

    private static Command Resolve(Terminal terminal)
    {
        var request = new RequestOptions();
        var json = CommandExtensions.JsonOption();
        return new Command(
            "resolve", "Print what apk would install into an empty root: a line a package in installation order, NAME VERSION CHECKSUM.")
            .With([.. request.Symbols, json])
            .Runs((result, stopping) => Task.Run(
                () => new ResolveVerb(terminal) { Request = request.Read(result), Json = result.GetValue(json) }.Run(stopping),
                CancellationToken.None));
    }

    private static Command Install(Terminal terminal)
    {
        var request = new RequestOptions();
        var root = new Option<string>("--root") { Description = "The empty directory to install into.", HelpName = "DIR", Required = true };
        var json = CommandExtensions.JsonOption();
        return new Command("install", "Install packages into an empty root directory, with database, scripts and triggers. Needs root.")
            .With([root, .. request.Symbols, json])
            .Runs((result, stopping) => Task.Run(
                () => new InstallVerb(terminal)
                {
                    Request = request.Read(result),
                    Root = result.GetRequiredValue(root),
                    Json = result.GetValue(json)
                }
                    .Run(stopping),
                CancellationToken.None));
    }

    private static Command Verify(Terminal terminal)
    {
        var keys = RequestOptions.Keys();
        var files = new Argument<string[]>("FILE")
        {
            Description = "Packages (NAME-VERSION.apk) and indexes (APKINDEX.tar.gz, Packages.adb), of apk v2 or v3.",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = CommandExtensions.JsonOption();
        return new Command(
            "verify", "Hold packages and indexes against trusted keys and their own hashes: a line a file, exit code 1 when one fails.")
            .With(keys, files, json)
            .Runs(result => new VerifyVerb(terminal)
            {
                Keys = result.GetRequiredValue(keys),
                Files = result.GetRequiredValue(files),
                Json = result.GetValue(json),
            }.Run());
    }
}
