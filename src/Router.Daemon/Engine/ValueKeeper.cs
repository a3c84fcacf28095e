using System.Text;
using Router.Daemon.Generations;
using Router.Documents;
using Router.Documents.Help;

namespace Router.Daemon.Engine;

/// <summary>Keeps with a commit what its document names, and brings it back with it.</summary>
internal sealed class ValueKeeper(Machine machine, IValueStore values)
{
    private (KeptValues Kept, KeptValues? Replaced, string Reason)? owed;

    /// <summary>Why what is stored is otherwise than it should be; null: it is not.</summary>
    public string? Note =>
        owed is var (_, _, reason) ? $"stored secrets and set files are not back as the running configuration has them: {reason}" : null;

    /// <summary>
    /// The secrets and set files of a document as they are now; as <paramref name="restored"/> has them where it names them. What is not
    /// there is not kept.
    /// </summary>
    /// <exception cref="IOException">They cannot be written, or read.</exception>
    public KeptValues Keep(CheckedDocument content, KeptValues restored) => new(
        Keep(SecretNames.In(content.Document), restored.Secrets, Secret),
        Keep(
            content.Config.Firewall.Sets.Values.Select(set => set.File).OfType<string>().Distinct(),
            restored.SetFiles,
            machine.SetFiles.Read));

    /// <summary>
    /// Stores what a configuration was committed with, where that is not what is stored: the next commit shall take the same. Where
    /// something is stored that is none of <paramref name="replaced"/>, somebody stored it meanwhile, and it stays. What the disk does not
    /// take is owed, see <see cref="RestoreOwed"/>.
    /// </summary>
    public void Restore(KeptValues kept, KeptValues? replaced)
    {
        try
        {
            Restore(kept.Secrets, replaced?.Secrets, Secret, machine.Secrets.Set);
            Restore(kept.SetFiles, replaced?.SetFiles, machine.SetFiles.Read, machine.SetFiles.Set);
            owed = null;
        }
        catch (IOException exception)
        {
            owed = (kept, replaced, exception.Message);
        }
    }

    /// <summary>Tries again what the disk did not take.</summary>
    public void RestoreOwed()
    {
        if (owed is var (kept, replaced, _))
            Restore(kept, replaced);
    }

    private byte[]? Secret(string name) => machine.Secrets.Find(name) is { } value ? Encoding.UTF8.GetBytes(value) : null;

    private ValueMap<string, string> Keep(IEnumerable<string> names, ValueMap<string, string> restored, Func<string, byte[]?> read)
    {
        var kept = new List<KeyValuePair<string, string>>();
        foreach (var name in names)
        {
            if (restored.TryGetValue(name, out var address) && values.Find(address) is { } before)
                kept.Add(new(name, values.Keep(before)));
            else if (read(name) is { } content)
                kept.Add(new(name, values.Keep(content)));
        }
        return kept.ToValueMap(kept.Count);
    }

    private void Restore(
        ValueMap<string, string> kept, ValueMap<string, string>? replaced, Func<string, byte[]?> read, Action<string, string> store)
    {
        foreach (var (name, address) in kept)
        {
            var now = read(name) is { } content ? values.AddressOf(content) : null;
            var isMeant = now != address && (replaced is null || (replaced.TryGetValue(name, out var old) && old == now));
            if (isMeant && values.Find(address) is { } before)
                store(name, Encoding.UTF8.GetString(before));
        }
    }
}
