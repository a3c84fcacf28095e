using System.Collections.Concurrent;
using System.Net;

namespace Router.Daemon.Engine;

/// <summary>IPv6 addresses of hosts that tunnels call by their names, as they were last found.</summary>
internal sealed class NameBook
{
    private readonly ConcurrentDictionary<string, IPAddress> addresses = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null: nobody has found it yet.</summary>
    public IPAddress? Find(string name) => addresses.GetValueOrDefault(name);

    /// <summary>One that is still among those found stays. False: nothing is new.</summary>
    public bool Keep(string name, IReadOnlyList<IPAddress> found)
    {
        if (found.Count == 0 || (Find(name) is { } known && found.Contains(known)))
            return false;
        addresses[name] = found[0];
        return true;
    }
}
