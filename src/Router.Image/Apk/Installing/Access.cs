using System.Buffers.Binary;
using System.Text;
using Router.Image.Apk.Format;

namespace Router.Image.Apk.Installing;

/// <summary>Owner, mode (12 bits) and checksum of the extended attributes (null: none) of a file or directory.</summary>
internal sealed record Access(int Mode, uint User, uint Group, string? Attributes = null)
{
    public static readonly Access DefaultDirectory = new(0x1ed, 0, 0);
    public static readonly Access DefaultFile = new(0x1a4, 0, 0);

    /// <summary>As the database writes it: <c>0:0:755</c>.</summary>
    public override string ToString() => $"{User}:{Group}:{Convert.ToString(Mode, 8)}{(Attributes is null ? "" : ":" + Attributes)}";

    /// <summary>SHA-1 over the attributes sorted by name, each name and value with its length (32 bits, big endian) before it.</summary>
    public static string? AttributesChecksum(IEnumerable<(string Name, byte[] Value)> attributes)
    {
        using var data = new MemoryStream();
        foreach (var (name, value) in attributes.OrderBy(a => a.Name, StringComparer.Ordinal))
        {
            Put(Encoding.UTF8.GetBytes(name));
            Put(value);
        }

        return data.Length == 0 ? null : DatabaseText.Checksum(Sha1.Hash(data.GetBuffer().AsSpan(0, (int)data.Length)));

        void Put(byte[] bytes)
        {
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            data.Write(length);
            data.Write(bytes);
        }
    }
}
