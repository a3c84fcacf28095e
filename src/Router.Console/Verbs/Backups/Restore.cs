using Router.Api.Contract;
using Router.Console.Edges;
using Router.Console.Language;
using Router.Console.Lines;
using Router.Console.Rendering;
using Router.Console.Sessions;
using Router.Console.Verbs.Common;
using Router.Console.Verbs.Configuration;

namespace Router.Console.Verbs.Backups;

internal static class Restore
{
    private const string Usual = "a backup of a router has some kilobytes";

    private static readonly Option FromAnother = new("--from-another", "also a backup that this device has not signed");

    private static readonly Option Confirm = Commit.Confirm with { Name = "--confirm", OtherNames = ["confirm", "confirmed"] };

    public static readonly Command Verb = new(
        Mode.Operational, "restore", "make the router what a backup holds, as a commit does: all or nothing", RunAsync)
    {
        Arguments = [new Argument("FILE", "what backup or lbu wrote, a file of the router; -: standard input", Arity.One)],
        Options =
        [
            Forecast.DryRun with { Help = "only say what would be taken, what not and why, and what that would do" },
            FromAnother,
            Confirm,
            Commit.Force,
            PasswordInput.Secret,
            Option.Json,
        ],
    };

    /// <summary>What of a backup is taken, and what not: paths with the same reason on one line.</summary>
    internal static IEnumerable<string> Render(Response.Restored restored, Paint paint)
    {
        yield return restored.Origin;
        foreach (var taken in restored.Taken)
            yield return $"taken: {taken}";
        foreach (var reason in restored.Left.GroupBy(left => left.Reason))
            yield return paint.Dim($"not taken: {string.Join(", ", reason.Select(left => left.Path))}: {reason.Key}");
        foreach (var note in restored.Notes)
            yield return paint.Warn($"note: {note}");
    }

    private static async Task<int> RunAsync(Invocation call, CancellationToken stopping)
    {
        var minutes = Commit.Minutes(call, Confirm.Name);
        var (file, secret) = (call.Argument("FILE"), call.Option(PasswordInput.Secret.Name));
        var archive = Read(call, file);
        var password = secret is null && archive.AsSpan().StartsWith("Salted__"u8)
            ? PasswordInput.Read(call, twice: false, inputIsTaken: file == "-")
            : null;
        var restored = await call.Session.AskAsync<Response.Restored>(
            new Request.Restore(
                archive, call.Option(FromAnother.Name) is not null, call.Option(Forecast.DryRun.Name) is not null, minutes,
                call.Option(Commit.Force.Name) is not null, password, secret),
            stopping);
        if (call.Json)
        {
            call.Session.Output.WriteText(ApiJson.Print(restored));
            return restored.Problems.Count == 0 ? ExitCodes.Done : ExitCodes.Wrong;
        }
        call.Session.Output.WriteLines(Render(restored, call.Session.Paint));
        if (restored.Problems.Count > 0)
            throw new RefusedException(new Response.Failed(
                FailureKind.Invalid, "it cannot be restored here as it is; nothing was changed", null, restored.Problems));
        if (restored.Preview is { } preview)
            call.Session.Output.WriteLines(Forecast.Render(preview, call.Session.Paint));
        if (restored.Outcome is { } outcome)
            Commit.Show(call, outcome);
        return ExitCodes.Done;
    }

    private static byte[] Read(Invocation call, string file)
    {
        if (file == "-" && call.Session.Terminal.IsInteractive)
            throw new UsageException(
                "restore - reads standard input, which is a terminal here", "ssh admin@router restore - < router.apkovl.tar.gz");
        if (file == "-")
            return StandardInput.Bytes(call.Session.Terminal, Request.Restore.Largest, Usual);
        try
        {
            return BackupFile.Read(file, Request.Restore.Largest);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            throw new RefusedException(new Response.Failed(
                FailureKind.Invalid, $"cannot read {file}: {exception.Message}", "restore FILE reads a file on the router", []));
        }
    }
}
