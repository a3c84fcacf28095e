using Router.Core.Values;

namespace Router.Core.Sections.Interfaces;

/// <summary><c>interfaces NAME</c>. Exactly one of device, bridge and loopback says what the interface is.</summary>
public sealed record InterfaceConfig
{
    /// <summary>Ethernet: which port.</summary>
    public DeviceReference? Device { get; init; }

    /// <summary>Bridge: its ports. The bridge's kernel name is the interface's name. An empty list is a bridge without ports.</summary>
    public ValueList<DeviceReference>? Bridge { get; init; }

    /// <summary>Addresses on the kernel's <c>lo</c>.</summary>
    public bool Loopback { get; init; }

    public string? Description { get; init; }

    /// <summary>The firewall zone; none: nothing may pass.</summary>
    public string? Zone { get; init; }

    public ValueList<InterfaceAddress> Addresses { get; init; } = [];

    /// <summary>Address, default route and DNS by DHCP (IPv4).</summary>
    public bool Dhcp { get; init; }

    /// <summary>Bytes; null: the kernel's default is left.</summary>
    public int? Mtu { get; init; }

    /// <summary>False: the link is kept down.</summary>
    public bool Enabled { get; init; } = true;

    public InterfaceKind Kind =>
        Bridge is not null ? InterfaceKind.Bridge : Loopback ? InterfaceKind.Loopback : InterfaceKind.Ethernet;
}

public enum InterfaceKind
{
    Ethernet,
    Bridge,
    Loopback,
}

/// <summary>
/// Names a port: <c>eth0</c> (kernel name), <c>@wan</c> (the board's role; <c>@lan</c> may be several ports),
/// <c>mac:52:54:00:12:34:56</c> or <c>path:pci-0000:00:03.0</c>.
/// </summary>
public readonly record struct DeviceReference(DeviceReferenceKind Kind, string Value)
{
    public static DeviceReference Parse(string text) => text switch
    {
        ['@', .. var role] => new(DeviceReferenceKind.Role, role),
        ['m', 'a', 'c', ':', .. var mac] => new(DeviceReferenceKind.Mac, mac.ToLowerInvariant()),
        ['p', 'a', 't', 'h', ':', .. var path] => new(DeviceReferenceKind.Path, path),
        _ => new(DeviceReferenceKind.Name, text),
    };

    public override string ToString() => Kind switch
    {
        DeviceReferenceKind.Role => $"@{Value}",
        DeviceReferenceKind.Mac => $"mac:{Value}",
        DeviceReferenceKind.Path => $"path:{Value}",
        _ => Value,
    };
}

public enum DeviceReferenceKind
{
    Name,
    Role,
    Mac,
    Path,
}
