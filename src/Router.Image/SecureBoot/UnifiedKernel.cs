using System.Buffers.Binary;
using System.Text;
using Router.Bundles;

namespace Router.Image.SecureBoot;

/// <summary>
/// A unified kernel image: systemd's stub with kernel, initramfs and command line as sections of one program, so that one signature covers
/// all three. Under Secure Boot the stub takes no other command line than that of the section.
/// </summary>
internal static class UnifiedKernel
{
    public const string FileName = BundleNames.UnifiedKernel;

    /// <summary>The kernel's section.</summary>
    public const string Kernel = ".linux";

    // What a section has: initialised data that is read.
    private const uint Data = 0x40000040;
    private const int Page = 4096;

    /// <summary>The program; equal inputs give equal bytes.</summary>
    /// <param name="stub">systemd's <c>linuxx64.efi.stub</c>.</param>
    /// <param name="commandLine">The whole of what the kernel is told.</param>
    /// <param name="release">The content of <c>/etc/os-release</c>, for whoever lists what can be started.</param>
    /// <param name="kernel">A kernel that is a UEFI program.</param>
    /// <param name="initramfs">Packed as the kernel takes it.</param>
    /// <exception cref="ImageException">The stub is none, or has no place for more sections.</exception>
    public static byte[] Make(byte[] stub, string commandLine, string release, byte[] kernel, byte[] initramfs)
    {
        _ = PortableExecutable.Read(kernel, "the kernel");
        // The sections lie close together: a machine of 256 MiB has no room for gaps.
        return Append(stub,
        [
            (".osrel", Encoding.UTF8.GetBytes(release)),
            (".cmdline", Encoding.UTF8.GetBytes(commandLine)),
            (".initrd", initramfs),
            (Kernel, kernel),
        ]);
    }

    /// <summary>The bytes of a section; null: there is none of that name.</summary>
    /// <exception cref="ImageException">It is no program for UEFI.</exception>
    public static (int Offset, int Length)? Find(ReadOnlySpan<byte> program, string section)
    {
        var pe = PortableExecutable.Read(program, FileName);
        for (var number = 0; number < pe.Sections.Count; number++)
        {
            var name = program.Slice(pe.Table + number * PortableExecutable.SectionHeaderSize, 8).TrimEnd((byte)0);
            var place = pe.Sections[number];
            if (name.SequenceEqual(Encoding.ASCII.GetBytes(section)))
                return ((int)place.FileOffset, (int)Math.Min(place.FileSize, place.MemorySize));
        }
        return null;
    }

    private static byte[] Append(byte[] stub, IReadOnlyList<(string Name, byte[] Content)> sections)
    {
        const string Name = "systemd's stub of unified kernel images";
        var pe = PortableExecutable.Read(stub, Name);
        var count = pe.Sections.Count;
        if (pe.Table + (count + sections.Count) * PortableExecutable.SectionHeaderSize > pe.HeadersSize)
            throw new ImageException($"{Name} has no place for {sections.Count} sections more", "install systemd-boot-efi of Debian 12");
        var alignment = (uint)Math.Max(pe.SectionAlignment, Page);
        var address = pe.Sections.Max(section => section.Address + Math.Max(section.MemorySize, section.FileSize));
        var start = Align((uint)pe.End, (uint)pe.FileAlignment);
        var program = new byte[start + sections.Sum(section => (long)Align((uint)section.Content.Length, (uint)pe.FileAlignment))];
        // The stub's symbols, which stand behind its sections, stay behind.
        stub.AsSpan(0, pe.End).CopyTo(program);
        program.AsSpan(pe.Coff + 12, 8).Clear();
        program.AsSpan(pe.Checksum, 4).Clear();
        var place = start;
        foreach (var (name, content) in sections)
        {
            address = Align(address, alignment);
            var header = program.AsSpan(pe.Table + count++ * PortableExecutable.SectionHeaderSize, PortableExecutable.SectionHeaderSize);
            var size = Align((uint)content.Length, (uint)pe.FileAlignment);
            Encoding.ASCII.GetBytes(name, header);
            BinaryPrimitives.WriteInt32LittleEndian(header[8..], content.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(header[12..], address);
            BinaryPrimitives.WriteUInt32LittleEndian(header[16..], size);
            BinaryPrimitives.WriteUInt32LittleEndian(header[20..], place);
            BinaryPrimitives.WriteUInt32LittleEndian(header[36..], Data);
            content.CopyTo(program, place);
            place += size;
            address += (uint)content.Length;
        }
        BinaryPrimitives.WriteUInt16LittleEndian(program.AsSpan(pe.Coff + 6), (ushort)count);
        BinaryPrimitives.WriteUInt32LittleEndian(program.AsSpan(pe.ImageSize), Align(address, alignment));
        return program;
    }

    private static uint Align(uint value, uint alignment) => (value + alignment - 1) / alignment * alignment;
}
