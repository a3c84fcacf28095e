namespace Router.Ctl.Flash;

/// <summary>A device number, as the kernel prints it: <c>8:1</c>.</summary>
internal readonly record struct DeviceNumber(uint Major, uint Minor)
{
    public static DeviceNumber? Parse(string text) =>
        text.Trim().Split(':') is [var major, var minor] && uint.TryParse(major, out var a) && uint.TryParse(minor, out var b)
            ? new(a, b)
            : null;

    public override string ToString() => $"{Major}:{Minor}";
}

/// <summary>A disk or a partition as sysfs shows it. Sizes in bytes. <paramref name="Parent"/>: the disk of a partition.</summary>
internal sealed record BlockDevice(string Name, DeviceNumber Number, DeviceNumber? Parent, long Size, int SectorSize, bool ReadOnly)
{
    /// <summary>Devices that are made of this one (dm, md, bcache), by name.</summary>
    public IReadOnlyList<string> Holders { get; init; } = [];

    /// <summary>Devices that this one is made of, by name.</summary>
    public IReadOnlyList<string> MadeOf { get; init; } = [];

    /// <summary>Vendor's name for it; empty: none.</summary>
    public string Model { get; init; } = "";
}

/// <summary>What a device is used for: a mount point, or <c>swap</c>.</summary>
internal sealed record DeviceUse(DeviceNumber Device, string Use);

/// <summary>All block devices of the machine and who uses them.</summary>
internal sealed record BlockFacts(IReadOnlyList<BlockDevice> Devices, IReadOnlyList<DeviceUse> Uses);
