using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Lines;
using Router.Console.Sessions;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Configuration;

internal static class CommitFile
{
    private static readonly Option Lock = new("--lock", "the lock that is held", "NAME");

    private static readonly Option ValuesOf = new(
        "--values-of", "secrets and set files as they were in this number of show history, not as they are stored now", "GENERATION");

    public static readonly Command Verb = new(
        Mode.Operational, "commit-file", "apply the document on standard input: commit-file < router.yaml", RunAsync)
    {
        Options =
        [
            Option.Json,
            Forecast.DryRun,
            Commit.Confirm with { Name = "--confirm", OtherNames = ["confirm", "confirmed"] },
            Commit.Force,
            Commit.Comment with { Name = "--comment", OtherNames = ["comment"] },
            Lock,
            ValuesOf,
        ],
    };

    private static async Task<int> RunAsync(Invocation call, CancellationToken stopping)
    {
        var minutes = Commit.Minutes(call, "--confirm");
        if (call.Session.Terminal.IsInteractive)
            throw new UsageException(
                "commit-file reads standard input, which is a terminal here", "ssh admin@router commit-file < router.yaml");
        var document = DocumentInput.Read(call.Session.Terminal);
        if (call.Option("--dry-run") is not null)
            return await Forecast.RunAsync(call, document, stopping);
        var committed = await call.Session.AskAsync<Response.Committed>(
            new Request.CommitFile(
                document, minutes, call.Option("--comment"), call.Option("--force") is not null, call.Option(Lock.Name),
                call.Option(ValuesOf.Name) is { } number ? Numbers.Parse(number, "a generation") : null),
            stopping);
        Commit.Show(call, committed);
        return ExitCodes.Done;
    }
}
