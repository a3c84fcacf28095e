using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;

namespace Router.Wire.Vici;

public enum ViciPacketType : byte
{
    Request = 0,
    Response = 1,
    UnknownCommand = 2,
    Register = 3,
    Unregister = 4,
    Confirm = 5,
    UnknownEvent = 6,
    Event = 7,
}

/// <summary>
/// A packet of VICI (strongSwan's src/libcharon/plugins/vici/README.md), without the 32-bit length that precedes it on a stream:
/// type; for requests, registrations and events the name; then elements.
/// </summary>
public sealed record ViciPacket(ViciPacketType Type, string? Name, ViciSection Content)
{
    /// <summary>charon refuses longer ones.</summary>
    public const int LargestLength = 512 * 1024;

    private const byte SectionStart = 1, SectionEnd = 2, KeyValue = 3, ListStart = 4, ListItem = 5, ListEnd = 6;
    private const int DeepestNesting = 32;

    /// <summary>The bytes with their length in front.</summary>
    /// <exception cref="ArgumentException">A name or value is too long for its length field.</exception>
    public byte[] Encode()
    {
        using var stream = new MemoryStream();
        stream.Write([0, 0, 0, 0, (byte)Type]);
        if (Name is not null)
            WriteName(stream, Name);
        Write(stream, Content);
        var bytes = stream.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes, bytes.Length - 4);
        return bytes;
    }

    /// <summary>Never throws; false: this is no packet.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out ViciPacket packet)
    {
        packet = new ViciPacket(default, null, new ViciSection());
        if (bytes.IsEmpty || bytes[0] > (byte)ViciPacketType.Event)
            return false;
        var type = (ViciPacketType)bytes[0];
        bytes = bytes[1..];
        string? name = null;
        if (type is ViciPacketType.Request or ViciPacketType.Register or ViciPacketType.Unregister or ViciPacketType.Event
            && !TryName(ref bytes, out name))
            return false;
        packet = new ViciPacket(type, name, new ViciSection());
        return TryRead(ref bytes, packet.Content, 0) && bytes.IsEmpty;
    }

    private static void Write(MemoryStream stream, ViciSection section)
    {
        foreach (var (name, value) in section.Entries)
        {
            switch (value)
            {
                case ViciValue.Text text:
                    stream.WriteByte(KeyValue);
                    WriteName(stream, name);
                    WriteValue(stream, text.Value);
                    break;
                case ViciValue.List list:
                    stream.WriteByte(ListStart);
                    WriteName(stream, name);
                    foreach (var item in list.Items)
                    {
                        stream.WriteByte(ListItem);
                        WriteValue(stream, item);
                    }
                    stream.WriteByte(ListEnd);
                    break;
                case ViciValue.Section nested:
                    stream.WriteByte(SectionStart);
                    WriteName(stream, name);
                    Write(stream, nested.Content);
                    stream.WriteByte(SectionEnd);
                    break;
                default:
                    throw new UnreachableException();
            }
        }
    }

    private static void WriteName(MemoryStream stream, string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        if (bytes.Length > byte.MaxValue)
            throw new ArgumentException($"a name of {bytes.Length} bytes; 255 are the most");
        stream.WriteByte((byte)bytes.Length);
        stream.Write(bytes);
    }

    private static void WriteValue(MemoryStream stream, string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        if (bytes.Length > ushort.MaxValue)
            throw new ArgumentException($"a value of {bytes.Length} bytes; 65,535 are the most");
        stream.Write([(byte)(bytes.Length >> 8), (byte)bytes.Length]);
        stream.Write(bytes);
    }

    /// <summary>Reads elements up to the end of this section, or of the packet at depth 0.</summary>
    private static bool TryRead(ref ReadOnlySpan<byte> bytes, ViciSection into, int depth)
    {
        while (!bytes.IsEmpty)
        {
            var element = bytes[0];
            bytes = bytes[1..];
            if (element == SectionEnd)
                return depth > 0;
            if (element is not (SectionStart or KeyValue or ListStart) || !TryName(ref bytes, out var name)
                || !TryElement(element, name, ref bytes, into, depth))
                return false;
        }
        return depth == 0;
    }

    private static bool TryElement(byte element, string name, ref ReadOnlySpan<byte> bytes, ViciSection into, int depth)
    {
        switch (element)
        {
            case KeyValue:
                if (!TryValue(ref bytes, out var value))
                    return false;
                into.Add(name, value);
                return true;
            case ListStart:
                if (!TryList(ref bytes, out var items))
                    return false;
                into.Add(name, (IReadOnlyList<string>)items);
                return true;
            default:
                var nested = new ViciSection();
                into.Add(name, nested);
                return depth < DeepestNesting && TryRead(ref bytes, nested, depth + 1);
        }
    }

    private static bool TryList(ref ReadOnlySpan<byte> bytes, out List<string> items)
    {
        items = [];
        while (!bytes.IsEmpty)
        {
            var element = bytes[0];
            bytes = bytes[1..];
            if (element == ListEnd)
                return true;
            if (element != ListItem || !TryValue(ref bytes, out var item))
                return false;
            items.Add(item);
        }
        return false;
    }

    private static bool TryName(ref ReadOnlySpan<byte> bytes, out string name)
    {
        name = "";
        if (bytes.IsEmpty || bytes.Length < 1 + bytes[0])
            return false;
        name = Encoding.UTF8.GetString(bytes[1..(1 + bytes[0])]);
        bytes = bytes[(1 + bytes[0])..];
        return true;
    }

    private static bool TryValue(ref ReadOnlySpan<byte> bytes, out string value)
    {
        value = "";
        if (bytes.Length < 2 || bytes.Length < 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes))
            return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        value = Encoding.UTF8.GetString(bytes.Slice(2, length));
        bytes = bytes[(2 + length)..];
        return true;
    }
}
