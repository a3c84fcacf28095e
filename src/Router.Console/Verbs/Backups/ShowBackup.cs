using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Backups;

internal static class ShowBackup
{
    public static readonly Command Verb = Show.Verb<Response.KeptBackup>(
        "backup", "the backup that is kept after each commit, and why not", new Request.ShowBackup(), Render);

    private static IEnumerable<string> Render(Response.KeptBackup backup, Paint paint)
    {
        if (backup.To is null)
        {
            yield return "none is kept: set system backup to LABEL=STICK";
            yield break;
        }
        yield return $"kept in:   {backup.To}";
        yield return backup is { File: { } file, At: { } at }
            ? $"last:      {file}, {Humane.Time(at)}"
            : "last:      none since routerd runs";
        if (backup.Key is { } key)
            yield return $"logs in by: {key}";
        if (backup.Failure is { } failure)
            yield return paint.Bad($"failed:    {failure}{(backup.Again is { } again ? $"; tried again at {Humane.Time(again)}" : "")}");
    }
}
