using System.Buffers.Binary;
using Router.Api.Contract;

namespace Router.Console.Edges;

/// <summary>
/// A pcap file (version 2.4, microseconds, little-endian). It is written by the person's own process, with the rights
/// of that person.
/// </summary>
internal sealed class CaptureFile(string path) : IDisposable
{
    private const uint Magic = 0xA1B2C3D4;
    private const int Snapshot = 262144;

    private readonly FileStream file = File.Create(path);

    public long Packets { get; private set; }

    public void Write(Response.Packet packet)
    {
        if (Packets++ == 0)
            WriteFileHeader(packet.LinkType);
        Span<byte> header = stackalloc byte[16];
        var ticks = packet.Time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)(ticks / TimeSpan.TicksPerSecond));
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)(ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond));
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], packet.Bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], packet.Length);
        file.Write(header);
        file.Write(packet.Bytes.Span);
    }

    public void Dispose() => file.Dispose();

    private void WriteFileHeader(int linkType)
    {
        Span<byte> header = stackalloc byte[24];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], Snapshot);
        BinaryPrimitives.WriteInt32LittleEndian(header[20..], linkType);
        file.Write(header);
    }
}
