using System.Text;
using Router.Api.Contract;
using Router.Daemon.Backups;
using Router.Daemon.Engine;
using Router.Daemon.Generations;
using Router.Documents;
using Router.Documents.Editing;
using Router.Documents.Help;
using Router.Features.Configuration;

namespace Router.Daemon.Status.Backups;

/// <summary>What of a backup this router takes: worked out, and nothing of it done.</summary>
internal sealed record RestorePlan
{
    public required ConfigReading Reading { get; init; }

    /// <summary>What the document names of the backup's secrets and set files, by its address.</summary>
    public required KeptValues Kept { get; init; }

    /// <summary>The contents behind <see cref="Kept"/>.</summary>
    public required IReadOnlyList<byte[]> Contents { get; init; }

    /// <summary>A line each.</summary>
    public required IReadOnlyList<string> Taken { get; init; }

    public required IReadOnlyList<LeftInBackup> Left { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    /// <param name="content">Of the backup.</param>
    /// <param name="running">What runs here; where the backup has no document, it is edited.</param>
    /// <param name="addressOf">As <see cref="IValueStore.AddressOf"/>.</param>
    /// <param name="stored">Names of the secrets that are stored here.</param>
    public static RestorePlan Of(
        BackupContent content, ConfigDocument running, Func<byte[], string> addressOf, IReadOnlyCollection<string> stored)
    {
        var taken = new List<string>();
        var left = content.Left.ToList();
        var notes = new List<string>();
        var reading = content.Document is { } document ? ConfigReader.Read(document) : Edited(content, running, taken, left).Reading;
        if (content.Document is not null)
            taken.Add("the document");
        var secrets = reading.Document is { } read ? SecretNames.In(read) : [];
        var setFiles = reading.Config.Firewall.Sets.Values.Select(set => set.File).OfType<string>().ToHashSet();
        var contents = new List<byte[]>();
        var values = content.Secrets.ToDictionary(secret => secret.Key, secret => Encoding.UTF8.GetBytes(secret.Value));
        var kept = new KeptValues(
            Take("secret", BackupPlaces.Secrets, values, [.. secrets]),
            Take("set file", BackupPlaces.SetFiles, content.SetFiles, setFiles));
        if (content.Document is not null)
        {
            var here = secrets.Where(name => !content.Secrets.ContainsKey(name) && stored.Contains(name));
            notes.AddRange(here.Select(name => $"the secret {name} is not in the backup: the one that is stored here is used"));
        }
        return new RestorePlan { Reading = reading, Kept = kept, Contents = contents, Taken = taken, Left = left, Notes = notes };

        ValueMap<string, string> Take(string what, string folder, IReadOnlyDictionary<string, byte[]> all, HashSet<string> named)
        {
            var addresses = new List<KeyValuePair<string, string>>();
            foreach (var (name, value) in all.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                if (!named.Contains(name))
                {
                    left.Add(new LeftInBackup(folder + name, "the document does not name it"));
                    continue;
                }
                contents.Add(value);
                addresses.Add(new(name, addressOf(value)));
                taken.Add($"the {what} {name}");
            }
            return addresses.ToValueMap();
        }
    }

    /// <summary>What runs, with what a system without a document had that stands in one.</summary>
    private static ConfigDocument Edited(BackupContent content, ConfigDocument running, List<string> taken, List<LeftInBackup> left)
    {
        var document = running;
        if (content.Hostname is { } hostname)
            Set(BackupPlaces.Hostname, ["system", "hostname", hostname], $"the host name {hostname}");
        var users = running.Reading.Config.System.Users;
        foreach (var keys in content.AuthorizedKeys)
        {
            if (!users.TryGetValue(keys.User, out var user))
                left.Add(new LeftInBackup(keys.Path, keys.User == "root"
                    ? "root does not log in over SSH here: set system users NAME keys ..."
                    : $"there is no user {keys.User} here: set system users {keys.User} keys ..."));
            else if (keys.Lines.Except(user.Keys).ToList() is { Count: > 0 } more)
                Set(
                    keys.Path, ["system", "users", keys.User, "keys", $"[{string.Join(", ", user.Keys.Concat(more).Select(Quoted))}]"],
                    $"the SSH keys of {keys.User}");
        }
        return document;

        void Set(string path, IReadOnlyList<string> words, string what)
        {
            var edit = document.Set(words);
            if (edit.Document is { } next && next.Reading.Problems.Count == 0)
            {
                document = next;
                taken.Add(what);
            }
            else
            {
                var problem = edit.Document is null ? edit.Problem : edit.Document.Reading.Problems[0];
                left.Add(new LeftInBackup(path, $"it cannot stand in the document: {problem?.Message}"));
            }
        }
    }

    private static string Quoted(string key) =>
        $"\"{key.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
