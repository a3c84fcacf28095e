using Router.Documents;
using Router.Fleet.Inventories;

namespace Router.Fleet.Edges;

/// <summary>All that a connection to one host takes, worked out before it is tried.</summary>
public sealed record SshTarget
{
    /// <summary>As people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Where to connect to.</summary>
    public required string Host { get; init; }

    public required int Port { get; init; }

    public required string User { get; init; }

    /// <summary>Tried in this order.</summary>
    public required IReadOnlyList<SshIdentity> Keys { get; init; }

    /// <summary>Whom to trust.</summary>
    public required KnownHostsFile Hosts { get; init; }

    /// <summary>The name under which its key is known; null: <see cref="Host"/>, with the port.</summary>
    public string? KnownAs { get; init; }

    /// <summary>As ssh_config(5) has it; null: the usual ones.</summary>
    public string? HostKeyAlgorithms { get; init; }

    /// <summary>The host through which it is reached; null: straight.</summary>
    public SshTarget? Via { get; init; }

    internal (string Host, int Port) Known => KnownAs is { } alias ? (alias, 22) : (Host, Port);

    /// <summary>The hosts on the way and this one, in the order in which they are connected to.</summary>
    internal ValueList<SshTarget> Way => [.. Via?.Way ?? [], this];

    public static SshTarget Of(Device device, IReadOnlyList<SshIdentity> keys, KnownHostsFile hosts) => new()
    {
        Name = device.Name,
        Host = device.Address,
        Port = device.Port,
        User = device.User,
        Keys = keys,
        Hosts = hosts,
    };
}
