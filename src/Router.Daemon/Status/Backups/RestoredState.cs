using System.Text;
using Router.Core.Edges;
using Router.Daemon.Backups;
using Router.Daemon.Edges;
using Router.Daemon.Engine;
using Router.Daemon.Generations;

namespace Router.Daemon.Status.Backups;

/// <summary>
/// What came with a restored configuration beside it, until that is confirmed or goes back. The SSH host key is put in its place when the
/// configuration is kept: until then, the router is the one that people know. Secrets and set files are stored with the commit, and what
/// was stored under their names before is stored again when it goes back.
/// </summary>
internal sealed class RestoredState
{
    private const string Subject = "restore";

    private readonly Lock gate = new();
    private readonly ISecretStore secrets;
    private readonly ISetFileStore setFiles;
    private readonly IOperations operations;
    private readonly EventHub events;
    private Waiting? waiting;

    public RestoredState(ConfigurationEngine engine, Machine machine, IOperations operations, EventHub events)
    {
        (secrets, setFiles, this.operations, this.events) = (machine.Secrets, machine.SetFiles, operations, events);
        engine.Saved += kept => Settle(kept.Content.Text);
        engine.WentBack += _ => Settle(null);
    }

    /// <summary>What is stored now under the names that a restore will store something under.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public IReadOnlyList<Replaced> Look(BackupContent content, KeptValues taken) =>
    [
        .. taken.Secrets.Select(secret => new Replaced(secret.Key, IsSecret: true, secrets.Find(secret.Key), content.Secrets[secret.Key])),
        .. taken.SetFiles.Select(file =>
            new Replaced(file.Key, IsSecret: false, SetFile(file.Key), Encoding.UTF8.GetString(content.SetFiles[file.Key]))),
    ];

    /// <summary>Waits for the commit of <paramref name="document"/> to be confirmed, or to go back.</summary>
    /// <param name="key">Null: the host key stays.</param>
    /// <param name="document">Its text.</param>
    /// <param name="replaced">As <see cref="Look"/> found it before the commit.</param>
    public void Await(HostKeyFiles.StagedHostKey? key, string document, IReadOnlyList<Replaced> replaced)
    {
        lock (gate)
        {
            waiting?.Key?.Dispose();
            waiting = new Waiting(key, document, replaced);
        }
    }

    /// <exception cref="IOException">It cannot be put in its place.</exception>
    public void Put(HostKeyFiles.StagedHostKey key)
    {
        using (key)
            key.Publish();
        _ = ReloadAsync();
    }

    /// <summary><paramref name="kept"/>: the document that is kept; null: the one before runs again.</summary>
    private void Settle(string? kept)
    {
        Waiting? settled;
        lock (gate)
            (settled, waiting) = (waiting, null);
        if (settled is null)
            return;
        try
        {
            if (kept is null)
                PutBack(settled.Replaced);
            if (kept != settled.Document)
                settled.Key?.Dispose();
            else if (settled.Key is { } key)
            {
                Put(key);
                events.Publish(Subject, "the SSH host key of the backup is in its place");
            }
        }
        catch (IOException exception)
        {
            settled.Key?.Dispose();
            var what = kept is null ? "taken back" : "put in its place";
            events.Publish(Subject, $"not all of the backup could be {what}: {exception.Message}");
        }
    }

    /// <summary>What somebody stored meanwhile stays.</summary>
    private void PutBack(IReadOnlyList<Replaced> all)
    {
        foreach (var (name, isSecret, before, restored) in all)
        {
            if ((isSecret ? secrets.Find(name) : SetFile(name)) != restored || before == restored)
                continue;
            switch (isSecret, before)
            {
                case (true, null): secrets.Remove(name); break;
                case (true, { } value): secrets.Set(name, value); break;
                case (false, null): setFiles.Remove(name); break;
                case (false, { } text): setFiles.Set(name, text); break;
            }
        }
    }

    private string? SetFile(string name) => setFiles.Read(name) is { } content ? Encoding.UTF8.GetString(content) : null;

    private async Task ReloadAsync()
    {
        try
        {
            await operations.ReloadAsync("sshd", CancellationToken.None);
        }
        catch (Exception exception)
        {
            events.Publish(Subject, $"sshd takes its new host key when it is next started: {exception.Message}");
        }
    }

    private sealed record Waiting(HostKeyFiles.StagedHostKey? Key, string Document, IReadOnlyList<Replaced> Replaced);
}

/// <summary>
/// A secret or a set file. <paramref name="Before"/>: what was stored, null: nothing; <paramref name="Restored"/>: what a restore stores.
/// </summary>
internal sealed record Replaced(string Name, bool IsSecret, string? Before, string Restored)
{
    /// <summary>A value may be a secret's.</summary>
    public override string ToString() => Name;
}
