using Router.Api.Contract;
using Router.Console.Edges;
using Router.Console.Language;
using Router.Console.Lines;
using Router.Console.Sessions;

namespace Router.Console.Verbs.Backups;

internal static class MakeBackup
{
    private static readonly Option Encrypt = new("--encrypt", "with a password that is asked for, or a line of standard input");

    public static readonly Command Verb = new(
        Mode.Operational, "backup", "the state of the router as one file, which restore and Alpine's lbu read; it holds secrets", RunAsync)
    {
        Arguments =
        [
            new Argument("FILE", "a file or folder of the router; NAME.apkovl.tar.gz here unless told; -: standard output", Arity.Optional),
        ],
        Options = [Encrypt, PasswordInput.Secret, Option.Json],
    };

    private static async Task<int> RunAsync(Invocation call, CancellationToken stopping)
    {
        var (file, secret) = (call.OptionalArgument("FILE"), call.Option(PasswordInput.Secret.Name));
        if (file == "-" && call.Json)
            throw new UsageException(
                "the backup itself goes to standard output, so nothing else can", "a FILE in place of -, or no --json");
        if (file == "-" && call.Session.Terminal.IsScreen)
            throw new UsageException("a backup is nothing for a screen", "ssh admin@router backup - > router.apkovl.tar.gz");
        var password = call.Option(Encrypt.Name) is not null && secret is null
            ? PasswordInput.Read(call, twice: true, inputIsTaken: false)
            : null;
        var backup = await call.Session.AskAsync<Response.Backup>(new Request.MakeBackup(password, secret), stopping);
        if (file == "-")
        {
            call.Session.Terminal.WriteBytes(backup.Archive);
            foreach (var note in backup.Notes)
                call.Session.Terminal.WriteError($"note: {note}\n");
            return ExitCodes.Done;
        }
        var place = BackupFile.PlaceOf(file, backup.Name);
        BackupFile.Write(place, backup.Archive.Span);
        if (call.Json)
        {
            call.Session.Output.WriteText(ApiJson.Print(backup with { Name = place, Archive = default }));
            return ExitCodes.Done;
        }
        call.Session.Output.WriteLines(backup.Notes.Select(note => call.Session.Paint.Warn($"note: {note}")));
        call.Session.Output.WriteLine(
            $"{place}: {backup.Archive.Length} bytes, signed by this device ({backup.Device}); it holds secrets, keep it as you keep them");
        return ExitCodes.Done;
    }
}
