namespace Router.Core.Values;

/// <summary>
/// Names a port: <c>eth0</c> (kernel name), <c>@wan</c> (the board's role; <c>@lan</c> may be several ports),
/// <c>mac:52:54:00:12:34:56</c> or <c>path:pci-0000:00:03.0</c>.
/// </summary>
public readonly record struct DeviceReference(DeviceReferenceKind Kind, string Value)
{
    public static DeviceReference Parse(string text) => text switch
    {
        ['@', .. var role] => new(DeviceReferenceKind.Role, role),
        ['m', 'a', 'c', ':', .. var mac] => new(DeviceReferenceKind.Mac, HardwareAddress.Canonical(mac) ?? mac),
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
