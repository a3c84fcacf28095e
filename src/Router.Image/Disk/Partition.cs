namespace Router.Image.Disk;

/// <summary>A partition: its name in the table, type and own identifier, and where it lies in bytes, in whole mebibytes.</summary>
internal sealed record Partition(string Name, Guid Type, Guid Id, long Start, long Size)
{
    public const long Mebibyte = 1 << 20;

    public long End => Start + Size;
}

/// <summary>
/// Where everything lies on the disk. The identifiers are the same on every disk, so that equal inputs give equal bytes; what
/// boots is found by label.
/// </summary>
/// <param name="Bios">Null: the disk does not boot by BIOS.</param>
/// <param name="Boot">The EFI system partition; on a Raspberry Pi what names one of the next two.</param>
/// <param name="SlotA">A system.</param>
/// <param name="SlotB">Another.</param>
/// <param name="Rescue">The confirmed configuration once more, without a file system, for a data partition that cannot be read.</param>
/// <param name="Data">What outlives both. The last on the disk, so that it can grow.</param>
internal sealed record DiskLayout(Partition? Bios, Partition Boot, Partition SlotA, Partition SlotB, Partition Rescue, Partition Data)
{
    /// <summary>The smallest FAT32 that all take for one.</summary>
    private const long PiChoice = 40 * Partition.Mebibyte;

    private const long RescueSize = 16 * Partition.Mebibyte;

    public static readonly Guid Id = new("7c0ffee0-0000-4000-8000-00000000d15c");

    private static readonly Guid BiosBootType = new("21686148-6449-6e6f-744e-656564454649");
    private static readonly Guid EfiSystemType = new("c12a7328-f81f-11d2-ba4b-00a0c93ec93b");
    private static readonly Guid LinuxType = new("0fc63daf-8483-4772-8e79-3d69d8477de4");

    /// <summary>What a Raspberry Pi starts each slot from; null: <see cref="Boot"/> has both kernels.</summary>
    public (Partition A, Partition B)? Pi { get; init; }

    public IReadOnlyList<Partition> Partitions =>
    [
        .. Bios is null ? Array.Empty<Partition>() : [Bios], Boot, .. Pi is { } pi ? [pi.A, pi.B] : Array.Empty<Partition>(),
        SlotA, SlotB, Data, Rescue,
    ];

    /// <summary>Bytes; the last mebibyte holds the second copy of the table.</summary>
    public long DiskSize => Data.End + Partition.Mebibyte;

    /// <exception cref="DiskException">A size is no positive number of whole mebibytes.</exception>
    public static DiskLayout For(DiskPlan plan)
    {
        var next = Partition.Mebibyte; // the table's first copy lies before
        Partition Place(int number, string name, Guid type, long size)
        {
            if (size <= 0 || size % Partition.Mebibyte != 0)
                throw new DiskException($"disk: partition {name} has {size} bytes; give it a size in whole MiB");
            var id = new Guid($"7c0ffee0-0000-4000-8000-{number:x12}");
            var partition = new Partition(name, type, id, next, size);
            next = partition.End;
            return partition;
        }
        var bios = plan.HasBios ? Place(1, "bios", BiosBootType, Partition.Mebibyte) : null;
        var boot = Place(2, "boot", EfiSystemType, plan.IsRaspberryPi ? PiChoice : plan.BootSize);
        (Partition, Partition)? pi = plan.IsRaspberryPi
            ? (Place(6, "boot-a", EfiSystemType, plan.BootSize), Place(7, "boot-b", EfiSystemType, plan.BootSize))
            : null;
        return new DiskLayout(
            bios, boot,
            Place(3, "slot-a", plan.Architecture.RootPartition, plan.SlotSize),
            Place(4, "slot-b", plan.Architecture.RootPartition, plan.SlotSize),
            Place(8, "rescue", LinuxType, RescueSize),
            Place(5, "data", LinuxType, plan.DataSize))
        {
            Pi = pi,
        };
    }
}
