using Router.Documents;

namespace Router.Core.Boards;

/// <summary>A kind of device: what its image is made of, and what its ports are for (<c>boards/NAME/board.yaml</c>).</summary>
public sealed record BoardProfile
{
    public string Name { get; init; } = "";

    public string Description { get; init; } = "";

    /// <summary>As apk names it: <c>x86_64</c>, <c>aarch64</c>.</summary>
    public string Architecture { get; init; } = "x86_64";

    /// <summary>Alpine's release that an image is made of (<see cref="AlpineRelease"/>).</summary>
    public string Release { get; init; } = AlpineRelease.Usual;

    /// <summary>The kernel's command line beside what boot itself needs.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>Port roles (<c>wan</c>, <c>lan</c>) to kernel names.</summary>
    public ValueMap<string, ValueList<string>> Ports { get; init; } = ValueMap<string, ValueList<string>>.Empty;

    /// <summary>Beside what features need: the kernel, the base system, what its hardware wants.</summary>
    public PackageNames Packages { get; init; } = new();

    /// <summary>Files below <c>/lib/firmware</c> that its hardware cannot do without.</summary>
    public ValueList<string> Firmware { get; init; } = [];

    public BoardDisk Disk { get; init; } = new();

    /// <summary>How QEMU gives it; null: it cannot.</summary>
    public BoardMachine? Machine { get; init; }

    /// <summary>What its image's audit lets pass.</summary>
    public ValueList<AuditException> Audit { get; init; } = [];

    public BoardPorts Roles => new(Name, Ports);
}

/// <summary>Partition sizes in bytes. The data partition grows with the disk.</summary>
public sealed record BoardDisk
{
    public long Boot { get; init; } = 64L << 20;

    /// <summary>Each of the two.</summary>
    public long Slot { get; init; } = 192L << 20;

    public long Data { get; init; } = 128L << 20;
}
