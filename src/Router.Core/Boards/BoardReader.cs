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
        .With("architecture", Scalars.Choice("architecture", ("x86_64", "x86_64", "64-bit PC"), ("aarch64", "aarch64", "64-bit ARM")),
            b => b.Architecture, (b, v) => b with { Architecture = v }, "As apk names it.", required: true)
        .With(
            "release", Scalars.Text("release", AlpineRelease.Usual, check: AlpineRelease.Check, pattern: AlpineRelease.Pattern),
            b => b.Release, (b, v) => b with { Release = v }, "Alpine's, from which the packages are taken.")
        .With("command-line", Scalars.Text("text", "console=ttyS0"), b => b.CommandLine, (b, v) => b with { CommandLine = v },
            "The kernel's command line beside what boot itself needs.")
        .With(
            "ports",
            new MapShape<string, ValueList<string>>(
                Scalars.Text("role", "wan"),
                new ListShape<string>(Scalars.Text("port", "eth0", check: BoardRules.CheckPort))),
            b => b.Ports, (b, v) => b with { Ports = v }, "Port roles to kernel names.", required: true)
        .With(
            "packages", PackagesShape, b => b.Packages, (b, v) => b with { Packages = v },
            "What the image has beside what features need.", required: true)
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
        return (board, [.. BoardRules.SharedPorts(board).Select(shared => places.Problem(
            $"role {shared.Other} has this port already", "a port has one role", "ports", shared.Role, shared.Port))]);
    }

    private static string? CheckFirmware(string file) =>
        file.StartsWith('/') || file.Split('/').Contains("..") ? "is not a path below /lib/firmware" : null;
}
