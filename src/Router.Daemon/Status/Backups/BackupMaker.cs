using System.Text;
using Router.Daemon.Backups;
using Router.Daemon.Edges;
using Router.Daemon.Engine;
using Router.Daemon.Generations;
using Router.Documents;
using Router.Documents.Help;

namespace Router.Daemon.Status.Backups;

/// <summary>Gathers the state of this router, and makes a backup of it.</summary>
internal sealed class BackupMaker(
    IGenerationStore store, Device device, ConfigurationEngine engine, HostKeyFiles hostKeys, IDeviceIdentity identity, SystemState system)
{
    /// <summary>Of what is committed and confirmed.</summary>
    /// <exception cref="BackupException">There is too much of it.</exception>
    /// <exception cref="IOException">Something of it cannot be read, or no key can be kept.</exception>
    public async Task<MadeBackup> MakeAsync()
    {
        // Packing and signing take longer than reading, and no commit waits for them.
        var (source, notes) = await engine.BetweenCommitsAsync(_ => Task.FromResult(Gather()));
        return new MadeBackup(
            source.Hostname, DeviceSignature.Fingerprint(identity.PublicKey)!, notes, BackupWriter.Write(source, identity));
    }

    private (BackupSource Source, IReadOnlyList<string> Notes) Gather()
    {
        var notes = new List<string>();
        var kept = engine.Pending?.Before ?? engine.Running;
        if (engine.Pending is { } pending)
            notes.Add($"the commit of {pending.By.User} waits for its confirmation, and is not in it");
        var (config, document) = (kept.Content.Config, kept.Content.Document);
        var (secrets, setFiles) = (device.Secrets(kept.Content.Kept), device.Around(kept.Content.Kept).SetFiles!);
        var source = new BackupSource
        {
            Version = Product.Version,
            Hostname = config.System.Hostname,
            Board = device.Machine.Board.Board,
            Document = Encoding.UTF8.GetBytes(kept.Content.Text),
            Startup = store.ReadStartup(),
            Generation = kept.Generation?.Number,
            By = kept.Generation?.By,
            Committed = kept.Generation?.At.ToUniversalTime(),
            Secrets = Found(
                "secret", SecretNames.In(document), name => secrets.Find(name) is { } value ? Encoding.UTF8.GetBytes(value) : null),
            SetFiles = Found(
                "set file", config.Firewall.Sets.Values.Select(set => set.File).OfType<string>().Distinct(), setFiles.Read),
            HostKey = hostKeys.Read(),
            System = system.Read(),
        };
        if (device.Machine.Secrets.Names().Except(source.Secrets.Keys).ToList() is { Count: > 0 } others)
            notes.Add($"secrets that the configuration does not name are not in it: {string.Join(", ", others)}");
        if (source.HostKey is null)
            notes.Add("there is no SSH host key yet, so none is in it");
        return (source, notes);

        SortedDictionary<string, byte[]> Found(string what, IEnumerable<string> names, Func<string, byte[]?> find)
        {
            var found = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
            foreach (var name in names)
            {
                if (find(name) is { } content)
                    found[name] = content;
                else
                    notes.Add($"the {what} {name}, which the configuration names, is not set and so not in it");
            }
            return found;
        }
    }
}

/// <summary>
/// A backup, and what is to be said about it. <paramref name="Device"/>: the fingerprint of the key that it is signed with.
/// </summary>
internal sealed record MadeBackup(string Hostname, string Device, IReadOnlyList<string> Notes, byte[] Archive);
