using System.Globalization;
using Router.Api.Contract;
using Router.Daemon.Backups;
using Router.Daemon.Edges;
using Router.Daemon.Engine;
using Router.Daemon.Generations;
using Router.Daemon.Status.Configuration;
using Router.Features.Configuration;

namespace Router.Daemon.Status.Backups;

/// <summary>Makes the router what a backup holds, as a commit does.</summary>
internal sealed class RestoreRequests(
    ConfigurationEngine engine, Device device, IValueStore values, ForecastReader forecasts, ConnectionProof proof, IPeers peers,
    IDeviceIdentity identity, HostKeyFiles hostKeys, RestoredState state)
    : IHandlers
{
    private const string Unchanged = "nothing was changed";

    public IEnumerable<Handler> Handlers => [Handler.Logged<Request.Restore>((restore, asker) => RunAsync(restore, asker))];

    private async Task<Response> RunAsync(Request.Restore restore, Asker asker)
    {
        var content = Read(restore);
        var (origin, isOurs) = Origin(content);
        if (!isOurs && !restore.FromAnother && !restore.OnlyLook)
            throw new RefusedException(
                $"{origin}; {Unchanged}", "restore FILE --dry-run says what is in it, restore FILE --from-another takes it all the same");
        var plan = RestorePlan.Of(
            content, engine.Running.Content.Document, value => values.AddressOf(value), device.Machine.Secrets.Names());
        if (plan.Reading.Document is { } document && ConfigReader.IsNewer(document))
            throw new RefusedException(
                $"the backup cannot be used: its document is of version {ConfigMigration.VersionOf(document)}, and this software knows {ConfigMigration.Newest}; {Unchanged}",
                "install the newer version first, then restore");
        var key = content.HostKey is { } its && its != hostKeys.Read() ? its : null;
        IReadOnlyList<string> taken = key is null ? plan.Taken : [.. plan.Taken, "the SSH host key"];
        using var lent = values.Lend(plan.Contents);
        var answer = new Response.Restored(origin, taken, plan.Left, plan.Notes, [], null, null);
        if (restore.OnlyLook)
            return await TryAsync(plan, isOurs ? answer : answer with
            {
                Notes = [.. answer.Notes, "this device has not signed it: it is restored with --from-another alone"],
            });
        return answer with { Outcome = CommitRequests.Committed(await CommitAsync(restore, content, plan, key, asker)) };
    }

    /// <exception cref="RefusedException">It cannot be used.</exception>
    private BackupContent Read(Request.Restore restore)
    {
        if (restore.Archive.Length > Request.Restore.Largest)
            throw new RefusedException(
                $"the backup has more than {Request.Restore.Largest >> 20} MiB, which none of a router has; {Unchanged}");
        try
        {
            return BackupReader.Read(restore.Archive, () => BackupPassword.Of(restore.Password, restore.PasswordSecret, device));
        }
        catch (BackupException exception)
        {
            throw new RefusedException($"the backup cannot be used: {exception.Message}; {Unchanged}", exception.Hint);
        }
    }

    private (string Origin, bool IsOurs) Origin(BackupContent content)
    {
        if (content.Manifest is not { } manifest)
            return ("it is a backup that no router has signed, as lbu makes them", false);
        var generation = manifest.Generation is { } number ? $", generation {number}" : "";
        var what = $"{BackupManifest.Shown(manifest.Hostname)}{generation}{Committed(manifest)}";
        return identity.Known is { } known && DeviceSignature.Fingerprint(known) == content.Device
            ? ($"it is a backup of this device: {what}", true)
            : ($"it is a backup of another device, {content.Device}: {what}", false);
    }

    private static string Committed(BackupManifest manifest) => manifest.Committed is { } at
        ? $", committed {at.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} by {BackupManifest.Shown(manifest.By ?? "nobody")}"
        : "";

    /// <summary>All that a commit checks; its problems are a part of the answer.</summary>
    private async Task<Response> TryAsync(RestorePlan plan, Response.Restored answer)
    {
        try
        {
            return answer with { Preview = await forecasts.ReadAsync(plan.Reading, plan.Kept) };
        }
        catch (InvalidDocumentException exception)
        {
            return answer with { Problems = exception.Problems };
        }
    }

    /// <summary>The host key is written before anything is applied, and put in its place when the configuration is kept.</summary>
    private async Task<CommitOutcome> CommitAsync(
        Request.Restore restore, BackupContent content, RestorePlan plan, HostKey? key, Asker asker)
    {
        var minutes = CommitRequests.Minutes(restore.ConfirmMinutes);
        await proof.ProveAsync(plan.Reading, plan.Kept, restore.Force || minutes is not null, asker);
        var before = state.Look(content, plan.Kept);
        var staged = key is null ? null : hostKeys.Stage(key);
        CommitOutcome outcome;
        try
        {
            outcome = await engine.CommitAsync(
                plan.Reading, minutes, asker.Author, "restored from a backup", peers.ConnectedFor(asker.Peer), plan.Kept);
        }
        catch
        {
            staged?.Dispose();
            throw;
        }
        if (outcome.ConfirmBefore is not null)
            state.Await(staged, plan.Reading.Document!.ToText(), before);
        else if (staged is not null)
            state.Put(staged);
        return outcome;
    }
}
