using Router.Core.Shapes;
using Router.Documents;
using Router.Documents.Help;
using Router.Documents.Shapes;

namespace Router.Core.Boards;

/// <summary>Reads <c>board.yaml</c>.</summary>
public static class BoardReader
{
    private static readonly ListShape<string> Packages = new(Scalars.Text("package", "e2fsprogs"));

    private static readonly RecordShape<PackageNames> PackagesShape =
        new RecordShape<PackageNames>("packages", "What the image has beside what features need.", () => new())
            .With("common", Packages, p => p.Common, (p, v) => p with { Common = v }, "Names that both sources know.")
            .With("alpine", Packages, p => p.Alpine, (p, v) => p with { Alpine = v }, "Names of an Alpine release.")
            .With("lab", Packages, p => p.Lab, (p, v) => p with { Lab = v }, "Names of the lab repository.");

    private static readonly RecordShape<BoardDisk> DiskShape = new RecordShape<BoardDisk>("disk", "Partition sizes.", () => new())
        .WithValue("boot", Scalars.Size, d => d.Boot, (d, v) => d with { Boot = v }, "The boot loader's partition with both kernels.")
        .WithValue("slot", Scalars.Size, d => d.Slot, (d, v) => d with { Slot = v }, "Each of the two system partitions.")
        .WithValue("data", Scalars.Size, d => d.Data, (d, v) => d with { Data = v }, "Configurations, secrets, file shares, cache.");

    private static readonly RecordShape<BoardProfile> Shape = new RecordShape<BoardProfile>("board", "A kind of device.", () => new())
        .With(
            "name", Scalars.Text("name", "vm-x86_64"), b => b.Name,
            (b, v) => b with { Name = v }, "The same as the folder's.", required: true)
        .With(
            "description", Scalars.Text("text", "a QEMU machine"), b => b.Description, (b, v) => b with { Description = v }, "For people.")
        .With(
            "architecture", ArchitectureShape.Architecture, b => b.Architecture,
            (b, v) => b with { Architecture = v }, "As apk names it.", required: true)
        .With(
            "boot",
            new ListShape<BootLoader>(Scalars.Choice(
                "boot loader", ("bios", BootLoader.Bios, "PCs alone have it"), ("uefi", BootLoader.Uefi, "PCs and others"),
                ("raspberry-pi", BootLoader.RaspberryPi, "a Raspberry Pi, and no other beside it"),
                ("xen", BootLoader.Xen, "a guest of Xen, and no other beside it"),
                ("container", BootLoader.Container, "no machine: an image for containers, and no other beside it"))),
            b => b.Boot, (b, v) => b with { Boot = v }, "The boot loaders that its disk gets; otherwise BIOS and UEFI, where there is one.")
        .WithValue(
            "secure-boot", Scalars.Switch, b => b.SecureBoot, (b, v) => b with { SecureBoot = v },
            "Its image is signed for UEFI Secure Boot with the operator's own keys, and starts by UEFI alone.")
        .With(
            "release", Scalars.Text("release", AlpineRelease.Usual, check: AlpineRelease.Check, pattern: AlpineRelease.Pattern),
            b => b.Release, (b, v) => b with { Release = v }, "Alpine's, from which the packages are taken.")
        .With("command-line", Scalars.Text("text", "console=ttyS0"), b => b.CommandLine, (b, v) => b with { CommandLine = v },
            "The kernel's command line beside what boot itself needs.")
        .WithValue("mode", BoardModeShape.Mode, b => b.Mode, (b, v) => b with { Mode = v }, "Where it runs from; its disk otherwise.")
        .With("reset-button", BoardModeShape.Button, b => b.ResetButton, (b, v) => b with { ResetButton = v },
            "The key that makes it as freshly flashed when it is held; none otherwise.")
        .With(
            "ports",
            new MapShape<string, ValueList<string>>(
                Scalars.Text("role", "wan"),
                new ListShape<string>(Scalars.Text("port", "eth0", check: BoardRules.CheckPort))),
            b => b.Ports, (b, v) => b with { Ports = v }, "Port roles to kernel names.", required: true)
        .With(
            "packages", PackagesShape, b => b.Packages, (b, v) => b with { Packages = v },
            "What the image has beside what features need.", required: true)
        .With(
            "lacks",
            new ListShape<string>(Scalars.Text("feature")),
            b => b.Lacks, (b, v) => b with { Lacks = v },
            "Optional features that its kernel cannot do: a document for it must not ask for them.")
        .With("firmware", new ListShape<string>(Scalars.Text("file", "rtl_nic/rtl8168h-2.fw", check: CheckFirmware)),
            b => b.Firmware, (b, v) => b with { Firmware = v }, "Files below /lib/firmware that its hardware cannot do without.")
        .With("qemu", BoardMachineShape.Machine, b => b.Machine, (b, v) => b with { Machine = v },
            "How QEMU gives the board; without it QEMU cannot.")
        .With("disk", DiskShape, b => b.Disk, (b, v) => b with { Disk = v }, "Partition sizes.")
        .With(
            "audit", AuditShape.Exceptions, b => b.Audit, (b, v) => b with { Audit = v },
            "Files that the image may have though its audit finds something in them.");

    /// <summary>JSON schema of a profile, for editors.</summary>
    public static string Schema() => DocumentSchema.ToJson("Router board", Shape);

    /// <summary>Never throws on bytes; null with problems when not even a part could be read.</summary>
    public static (BoardProfile? Board, ValueList<Problem> Problems) Read(ReadOnlyMemory<byte> utf8)
    {
        var (board, problems) = ShapeReader.Read(utf8, Shape, OtherProducts.Keys);
        if (board is null || problems.Count > 0)
            return (board, problems);
        var places = new BoardPlaces(utf8);
        var shared = BoardRules.SharedPorts(board).Select(port => places.Problem(
            $"role {port.Other} has this port already", "a port has one role", "ports", port.Role, port.Port));
        var loaders = BoardRules.StrangeLoaders(board).Select(strange => places.Problem(
            strange.Message, "write uefi, or leave the key out", "boot", strange.Loader));
        ValueList<Problem> unsigned = BoardRules.NoSecureBoot(board) is var (message, hint)
            ? [places.Problem(message, hint, "secure-boot")]
            : [];
        ValueList<Problem> machines = board is { IsContainer: true, Machine: not null }
            ? [places.Problem("QEMU starts machines, and this is a container", "leave it out", "qemu")]
            : [];
        var modes = BoardRules.NotForContainers(board).Select(key => places.Problem(
            "a container has no disk of its own and no keys", "leave it out", key));
        return (board, [.. shared, .. loaders, .. unsigned, .. machines, .. modes]);
    }

    private static string? CheckFirmware(string file) =>
        file.StartsWith('/') || file.Split('/').Contains("..") ? "is not a path below /lib/firmware" : null;
}
