using Router.Core.Values;

namespace Router.Core.Edges;

/// <summary>Tells of what changes on the device at the moment it does, whoever changed it. Nothing is asked in turn.</summary>
public interface IDeviceWatch : IDisposable
{
    /// <summary>
    /// What has happened since the watch was made, in order. Nothing is lost silently, see <see cref="DeviceNotice.Lost"/>.
    /// </summary>
    IAsyncEnumerable<DeviceNotice> ReadAsync(CancellationToken stopping);

    /// <summary>From now on changes of these files and services are told, and of no others.</summary>
    void Follow(IReadOnlyCollection<string> files, IReadOnlyCollection<string> services);

    /// <summary>
    /// Takes the fingerprint out of our table: the kernel shall not say any longer that it runs a ruleset which somebody changed.
    /// </summary>
    /// <exception cref="ApplyException">The kernel refused.</exception>
    Task BreakSealAsync(CancellationToken stopping);
}

/// <summary>One thing that changed on the device.</summary>
public abstract record DeviceNotice
{
    private DeviceNotice()
    {
    }

    /// <summary>
    /// A link appeared, changed or (<paramref name="Gone"/>) went. <paramref name="Index"/> is its own as long as it lives.
    /// </summary>
    public sealed record Link(int Index, string Name, bool Up, bool Carrier, bool Gone) : DeviceNotice;

    public sealed record Address(int LinkIndex, InterfaceAddress Value, bool Gone) : DeviceNotice;

    /// <summary>A route that carries our protocol number came or went.</summary>
    public sealed record OwnRoute : DeviceNotice;

    /// <summary>A DHCP client or router advertisement put a network on a link: a gateway in it can be reached from now on.</summary>
    public sealed record LearnedNetwork : DeviceNotice;

    /// <summary>
    /// A transaction touched our table. <paramref name="Sealed"/>: it set or took away the fingerprint, as only we do.
    /// <paramref name="By"/>: the program that did it.
    /// </summary>
    public sealed record Firewall(bool Sealed, string By) : DeviceNotice;

    /// <summary>A file or service that is followed is not what it was.</summary>
    public sealed record Changed(string What) : DeviceNotice;

    /// <summary>A host that the configuration calls by its name has another address.</summary>
    public sealed record Renamed : DeviceNotice;

    /// <summary>More happened than could be told: look at everything.</summary>
    public sealed record Lost : DeviceNotice;
}
