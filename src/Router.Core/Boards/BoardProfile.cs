using Router.Documents;

namespace Router.Core.Boards;

/// <summary>A kind of device: what its image is made of, and what its ports are for (<c>boards/NAME/board.yaml</c>).</summary>
public sealed record BoardProfile
{
    public string Name { get; init; } = "";

    public string Description { get; init; } = "";

    /// <summary>One of <see cref="ArchitectureNames"/>.</summary>
    public string Architecture { get; init; } = ArchitectureNames.X64;

    /// <summary>
    /// The boot loaders that its disk gets; none: all that the architecture has, and UEFI alone with <see cref="SecureBoot"/>.
    /// </summary>
    public ValueList<BootLoader> Boot { get; init; } = [];

    /// <summary>Its image is signed for UEFI Secure Boot, and starts no other way.</summary>
    public bool SecureBoot { get; init; }

    /// <summary>Alpine's release that an image is made of (<see cref="AlpineRelease"/>).</summary>
    public string Release { get; init; } = AlpineRelease.Usual;

    /// <summary>The kernel's command line beside what boot itself needs.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>Where it runs from.</summary>
    public BoardMode Mode { get; init; }

    /// <summary>Null: it has none.</summary>
    public ResetButton? ResetButton { get; init; }

    /// <summary>What the kernel is told: <see cref="CommandLine"/>, and where it is to run from.</summary>
    public string StartLine => Mode == BoardMode.Ram ? $"router.mode=ram {CommandLine}".TrimEnd() : CommandLine;

    /// <summary>Port roles (<c>wan</c>, <c>lan</c>) to kernel names.</summary>
    public ValueMap<string, ValueList<string>> Ports { get; init; } = ValueMap<string, ValueList<string>>.Empty;

    /// <summary>Beside what features need: the kernel, the base system, what its hardware wants.</summary>
    public PackageNames Packages { get; init; } = new();

    /// <summary>Features that its kernel cannot do.</summary>
    public ValueList<string> Lacks { get; init; } = [];

    /// <summary>Files below <c>/lib/firmware</c> that its hardware cannot do without.</summary>
    public ValueList<string> Firmware { get; init; } = [];

    public BoardDisk Disk { get; init; } = new();

    /// <summary>How QEMU gives it; null: it cannot.</summary>
    public BoardMachine? Machine { get; init; }

    /// <summary>What its image's audit lets pass.</summary>
    public ValueList<AuditException> Audit { get; init; } = [];

    /// <summary>Not a machine with a disk and a kernel.</summary>
    public bool IsContainer => Boot.Contains(BootLoader.Container);

    public BoardFacts Facts => new(Name, Ports) { Lacks = Lacks };
}

/// <summary>Partition sizes in bytes. The data partition grows with the disk.</summary>
public sealed record BoardDisk
{
    public long Boot { get; init; } = 64L << 20;

    /// <summary>Each of the two.</summary>
    public long Slot { get; init; } = 192L << 20;

    public long Data { get; init; } = 128L << 20;
}
