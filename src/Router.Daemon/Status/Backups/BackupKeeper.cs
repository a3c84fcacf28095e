using Microsoft.Extensions.Logging;
using Router.Api.Contract;
using Router.Core.Edges;
using Router.Daemon.Backups;
using Router.Daemon.Edges.Backups;
using Router.Daemon.Engine;
using Router.Features.Backups;

namespace Router.Daemon.Status.Backups;

/// <summary>
/// Keeps a backup where <c>system backup</c> says, after each commit that is confirmed, and at boot where there is none of what runs. It is
/// nobody's to wait for: what fails is told, and tried again with longer and longer pauses.
/// </summary>
internal sealed class BackupKeeper(
    BackupMaker maker, BackupPlaceOpener places, ConfigurationEngine engine, Device device, EventHub events, TimeProvider time,
    ILogger<BackupKeeper> log)
{
    private const string Subject = "backup";

    private readonly Backoff backoff = new(TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(15));

    private volatile State state = new(null, null, null, null);

    /// <summary>Why none is kept of what runs; null: one is, or none is wanted.</summary>
    public string? Note => state.Failure is { } why ? $"the backup is not kept: {why}" : null;

    public Response.KeptBackup Status =>
        new(
            engine.Running.Content.Config.System.Backup is { } backup ? $"{backup.To}" : null, state.File, state.At, state.Failure,
            state.Again);

    public async Task RunAsync(CancellationToken stopping)
    {
        using var commits = new CommitWatch(engine, time);
        await engine.Booted.WaitAsync(stopping);
        while (true)
        {
            await TryAsync(stopping);
            var pause = state.Failure is null ? Timeout.InfiniteTimeSpan : backoff.Next();
            state = state with { Again = state.Failure is null ? null : time.GetLocalNow() + pause };
            if (await commits.WaitAsync(pause, stopping))
                backoff.Reset();
        }
    }

    private async Task TryAsync(CancellationToken stopping)
    {
        try
        {
            var wanted = engine.Running.Content.Config.System.Backup;
            state = wanted is null ? new State(null, null, null, null) : await KeepAsync(wanted, stopping);
            backoff.Reset();
        }
        catch (Exception exception) when (exception
            is IOException or ApplyException or BackupException or RefusedException or UnauthorizedAccessException)
        {
            if (state.Failure != exception.Message)
            {
                log.BackupFailed(exception.Message);
                events.Publish(Subject, $"is not kept, and tried again: {exception.Message}");
            }
            state = state with { Failure = exception.Message };
        }
    }

    /// <summary>Writes nothing where the file is there already: sticks wear out.</summary>
    private async Task<State> KeepAsync(BackupConfig wanted, CancellationToken stopping)
    {
        var made = await maker.MakeAsync();
        var password = wanted.Password is { } secret
            ? device.Secrets(engine.Running.Content.Kept).Find(secret.Name)
                ?? throw new RefusedException($"the secret {secret.Name}, its password, is not set")
            : null;
        var name = BackupPlaces.FileName(made.Hostname, password is not null);
        var written = await WriteAsync(places.Open(wanted), name, made.Archive, password, stopping);
        if (written)
        {
            log.BackupKept(name, $"{wanted.To}");
            events.Publish(Subject, $"{name} is kept in {wanted.To}");
        }
        return new State(name, written || state.At is null || state.File != name ? time.GetLocalNow() : state.At, null, null);
    }

    /// <summary>False: it was there.</summary>
    private static async Task<bool> WriteAsync(
        IBackupPlace place, string name, byte[] archive, string? password, CancellationToken stopping)
    {
        var before = await place.ReadAsync(name, stopping);
        if (before is not null && archive.AsSpan().SequenceEqual(password is null ? before : SaltedCipher.TryDecrypt(before, password)))
            return false;
        await place.WriteAsync(name, password is null ? archive : SaltedCipher.Encrypt(archive, password), stopping);
        return true;
    }

    /// <param name="File">The name of the last one that is known to be there.</param>
    /// <param name="At">Since when it is known.</param>
    /// <param name="Failure">Why there is none of what runs.</param>
    /// <param name="Again">When it is tried again.</param>
    private sealed record State(string? File, DateTimeOffset? At, string? Failure, DateTimeOffset? Again);
}
