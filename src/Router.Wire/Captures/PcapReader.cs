using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Router.Wire.Captures;

/// <summary>
/// Frames of a classic pcap file (either byte order, micro- or nanoseconds), read from a stream as they come. A file
/// that ends in the middle of a frame gives the frames before it, then <see cref="InvalidDataException"/>.
/// </summary>
public sealed class PcapReader
{
    private const int FileHeaderLength = 24;
    private const int FrameHeaderLength = 16;
    private const int LongestFrame = 1 << 24;

    private readonly Stream stream;
    private readonly bool bigEndian;
    private readonly bool nanoseconds;
    private readonly byte[] head = new byte[FrameHeaderLength];

    /// <exception cref="InvalidDataException">The stream does not start as a pcap file does.</exception>
    public PcapReader(Stream stream)
    {
        this.stream = stream;
        var header = new byte[FileHeaderLength];
        if (stream.ReadAtLeast(header, FileHeaderLength, throwOnEndOfStream: false) < FileHeaderLength)
            throw new InvalidDataException("not a pcap file: it has fewer than 24 bytes");
        (bigEndian, nanoseconds) = BinaryPrimitives.ReadUInt32LittleEndian(header) switch
        {
            0xA1B2C3D4 => (false, false),
            0xD4C3B2A1 => (true, false),
            0xA1B23C4D => (false, true),
            0x4D3CB2A1 => (true, true),
            0x0A0D0D0A => throw new InvalidDataException("a pcapng file; `tshark -F pcap -r FILE -w NEW` makes a pcap file of it"),
            _ => throw new InvalidDataException("not a pcap file: unknown magic number"),
        };
        LinkType = (int)Read32(header.AsSpan(20)) & 0xFFFF;
    }

    /// <summary>LINKTYPE_ number of the file: 1 Ethernet, 101 raw IP, 113 Linux cooked.</summary>
    public int LinkType { get; }

    /// <summary>The next frame; false at the end of the file.</summary>
    /// <exception cref="InvalidDataException">The file is cut off, or a length in it is absurd.</exception>
    public bool TryRead([NotNullWhen(true)] out PcapFrame? frame)
    {
        frame = null;
        var got = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (got == 0)
            return false;
        var length = got == head.Length ? Read32(head.AsSpan(8)) : 0;
        if (got < head.Length || length > LongestFrame)
            throw new InvalidDataException(
                got < head.Length ? "the file ends inside a frame header" : $"a frame of {length} bytes: the file is damaged");
        var data = new byte[length];
        if (stream.ReadAtLeast(data, data.Length, throwOnEndOfStream: false) < data.Length)
            throw new InvalidDataException("the file ends inside a frame");
        var ticks = Read32(head.AsSpan(4)) * (nanoseconds ? 1L : 1000L) / 100;
        frame = new PcapFrame(DateTime.UnixEpoch.AddSeconds(Read32(head)).AddTicks(ticks), data);
        return true;
    }

    private uint Read32(ReadOnlySpan<byte> bytes) =>
        bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}

/// <summary>A frame as captured, link header included; UTC.</summary>
public sealed record PcapFrame(DateTime Time, byte[] Data);
