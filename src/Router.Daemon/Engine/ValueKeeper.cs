using System.Text;
using Router.Core.Config.Help;
using Router.Core.Values;
using Router.Daemon.Generations;

namespace Router.Daemon.Engine;

/// <summary>Keeps with a commit what its document names, and brings it back with it.</summary>
internal sealed class ValueKeeper(Machine machine, IValueStore values)
{
    /// <summary>
    /// The secrets and set files of a document as they are now; as <paramref name="restored"/> has them where it names them. What is not there is not kept.
    /// </summary>
    /// <exception cref="IOException">They cannot be written, or read.</exception>
    public KeptValues Keep(CheckedDocument content, KeptValues restored)
    {
        var secrets = SecretNames.In(content.Document)
            .Select(name => (name, Address: Restored(restored.Secrets, name) ?? Address(machine.Secrets.Find(name) is { } value ? Encoding.UTF8.GetBytes(value) : null)));
        var sets = content.Config.Firewall.Sets.Values.Select(set => set.File).OfType<string>().Distinct()
            .Select(name => (name, Address: Restored(restored.SetFiles, name) ?? Address(machine.SetFiles.Read(name))));
        return new KeptValues(Map(secrets), Map(sets));
    }

    /// <summary>
    /// Stores what a configuration was committed with, where that is not what is stored: the next commit shall take the same. Where something is stored
    /// that is none of <paramref name="replaced"/>, somebody stored it meanwhile, and it stays.
    /// </summary>
    /// <exception cref="IOException">It cannot be written; it may be tried again.</exception>
    public void Restore(KeptValues kept, KeptValues? replaced)
    {
        foreach (var (name, address) in kept.Secrets)
        {
            var now = machine.Secrets.Find(name) is { } value ? values.AddressOf(Encoding.UTF8.GetBytes(value)) : null;
            if (IsMeant(now, address, replaced?.Secrets, name) && values.Find(address) is { } before)
                machine.Secrets.Set(name, Encoding.UTF8.GetString(before));
        }
        foreach (var (name, address) in kept.SetFiles)
        {
            var now = machine.SetFiles.Read(name) is { } content ? values.AddressOf(content) : null;
            if (IsMeant(now, address, replaced?.SetFiles, name) && values.Find(address) is { } before)
                machine.SetFiles.Set(name, Encoding.UTF8.GetString(before));
        }
    }

    private static bool IsMeant(string? now, string wanted, ValueMap<string, string>? replaced, string name) =>
        now != wanted && (replaced is null || (replaced.TryGetValue(name, out var old) && old == now));

    private string? Restored(ValueMap<string, string> restored, string name) =>
        restored.TryGetValue(name, out var address) && values.Find(address) is not null ? address : null;

    private string? Address(byte[]? content) => content is null ? null : values.Keep(content);

    private static ValueMap<string, string> Map(IEnumerable<(string Name, string? Address)> entries) =>
        entries.Where(entry => entry.Address is not null).Select(entry => KeyValuePair.Create(entry.Name, entry.Address!)).ToValueMap();
}
