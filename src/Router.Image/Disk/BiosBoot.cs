using System.Buffers.Binary;

namespace Router.Image.Disk;

/// <summary>
/// GRUB's two stages for BIOS, placed without grub-install: the boot code goes into the MBR, the core into the BIOS boot
/// partition, and each is told at which sector the next one lies.
/// </summary>
internal static class BiosBoot
{
    /// <summary>Boot code in the MBR ends where the disk signature and the table begin.</summary>
    public const int CodeLength = 440;

    // Of GRUB's boot.S: the sector of the core, and the jump that is to be taken out on anything but a floppy.
    private const int CoreSectorAt = 0x5c;
    private const int DriveCheckAt = 0x66;

    // Of diskboot.S: the first block list grows down from the end of the core's first sector.
    private const int BlockListAt = PartitionTable.Sector - 12;
    private const ushort LoadSegment = 0x820; // behind the first sector, which lies at 0x8000

    /// <summary>The first <see cref="CodeLength"/> bytes of the disk, from GRUB's <c>boot.img</c>.</summary>
    /// <exception cref="DiskException">That is no boot.img.</exception>
    public static byte[] Code(ReadOnlySpan<byte> bootImage, Partition bios)
    {
        if (bootImage.Length != PartitionTable.Sector || bootImage[510] != 0x55 || bootImage[511] != 0xaa)
            throw new DiskException("GRUB's i386-pc/boot.img is not a boot sector; install grub-pc-bin again");
        var code = bootImage[..CodeLength].ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(code.AsSpan(CoreSectorAt), bios.Start / PartitionTable.Sector);
        code.AsSpan(DriveCheckAt, 2).Fill(0x90);
        return code;
    }

    /// <summary>The content of the BIOS boot partition, from what grub-mkimage made.</summary>
    /// <exception cref="DiskException">It does not fit.</exception>
    public static byte[] Core(ReadOnlySpan<byte> coreImage, Partition bios)
    {
        if (coreImage.Length <= PartitionTable.Sector || coreImage.Length > bios.Size)
            throw new DiskException(
                $"GRUB's core for BIOS has {coreImage.Length} bytes; {PartitionTable.Sector + 1} to {bios.Size} are possible");
        var core = coreImage.ToArray();
        var sectors = (core.Length + PartitionTable.Sector - 1) / PartitionTable.Sector;
        var list = core.AsSpan(BlockListAt);
        BinaryPrimitives.WriteInt64LittleEndian(list, bios.Start / PartitionTable.Sector + 1);
        BinaryPrimitives.WriteUInt16LittleEndian(list[8..], (ushort)(sectors - 1));
        BinaryPrimitives.WriteUInt16LittleEndian(list[10..], LoadSegment);
        return core;
    }
}
