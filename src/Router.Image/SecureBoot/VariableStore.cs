using System.Buffers.Binary;
using System.Text;

namespace Router.Image.SecureBoot;

/// <summary>
/// The file in which QEMU keeps the variables of EDK II's firmware: a firmware volume whose first part is a store of authenticated
/// variables (EDK II, <c>MdeModulePkg/Include/Guid/VariableFormat.h</c>).
/// </summary>
internal static class VariableStore
{
    private const int VolumeHeaderLengthAt = 48, StoreHeader = 28, VariableHeader = 60;
    private const byte Formatted = 0x5a, Healthy = 0xfe, Added = 0x3f;
    private const ushort Start = 0x55aa;

    private static readonly Guid Authenticated = new("aaf32c78-947b-439a-a180-2e144ec37792");

    /// <summary>An empty store with keys in it: firmware that starts with it asks for signatures from the first boot on.</summary>
    /// <param name="empty">A store without variables, such as OVMF_VARS_4M.fd.</param>
    /// <param name="changes">Each variable with its <c>.auth</c> file.</param>
    /// <exception cref="ImageException">It is no such store, there is something in it, it is too small, or a change is damaged.</exception>
    public static byte[] Enrol(ReadOnlySpan<byte> empty, IEnumerable<(SecureBootVariable Variable, byte[] Change)> changes)
    {
        var store = empty.Length < 256 ? int.MaxValue : BinaryPrimitives.ReadUInt16LittleEndian(empty[VolumeHeaderLengthAt..]);
        if (store > empty.Length - StoreHeader - 2 || new Guid(empty.Slice(store, 16)) != Authenticated
            || empty[store + 20] != Formatted || empty[store + 21] != Healthy
            || BinaryPrimitives.ReadUInt16LittleEndian(empty[(store + StoreHeader)..]) != 0xffff)
            throw Bad("it is no empty store of authenticated variables");
        var (end, next) = (store + (long)BinaryPrimitives.ReadUInt32LittleEndian(empty[(store + 16)..]), store + StoreHeader);
        var file = empty.ToArray();
        foreach (var (variable, change) in changes)
        {
            var (time, content) = AuthenticatedVariable.Read(variable, change);
            var record = Record(variable, content, time);
            if (next + record.Length > Math.Min(end, file.Length))
                throw Bad("it is too small for these keys");
            record.CopyTo(file, next);
            next = (next + record.Length + 3) / 4 * 4;
        }
        return file;
    }

    private static byte[] Record(SecureBootVariable variable, ReadOnlySpan<byte> content, ReadOnlySpan<byte> time)
    {
        var name = Encoding.Unicode.GetBytes(variable.Name + '\0');
        var header = new byte[VariableHeader];
        BinaryPrimitives.WriteUInt16LittleEndian(header, Start);
        header[2] = Added;
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), SecureBootVariable.Attributes);
        time.CopyTo(header.AsSpan(16));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(36), name.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(40), content.Length);
        variable.Vendor.TryWriteBytes(header.AsSpan(44));
        return [.. header, .. name, .. content];
    }

    private static ImageException Bad(string what) => new($"the firmware's variables: {what}", "install ovmf of Debian 12");
}
