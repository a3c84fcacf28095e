using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Router.Wire.Netlink;

/// <summary>
/// Many RTM_NEWNEIGH and RTM_DELNEIGH of one link in one datagram, which the kernel takes in order. None wants an
/// acknowledgement, so the kernel answers only those that it refuses. The buffer is kept: a hub sets thousands a second.
/// </summary>
/// <param name="protocol">NDA_PROTOCOL: who adds them.</param>
public sealed class NeighbourBatch(int link, byte protocol)
{
    /// <summary>So many at most wait; far below what a socket sends at once.</summary>
    public const int Most = 256;

    private const int FamilyHeader = 12, LongestMessage = NetlinkMessage.HeaderLength + FamilyHeader + (2 * 20) + 8;
    private const ushort DestinationAttribute = 1, LinkAddressAttribute = 2, ProtocolAttribute = 12;

    private readonly byte[] buffer = new byte[Most * LongestMessage];
    private readonly List<(IPAddress Destination, bool Removed)> changes = new(Most);
    private int length;

    public int Count => changes.Count;

    public bool IsFull => changes.Count == Most;

    /// <summary>The neighbour of a change, and whether it was to be removed.</summary>
    public (IPAddress Destination, bool Removed) this[int index] => changes[index];

    /// <summary>An entry that the kernel keeps reachable by asking whoever listens; replaces one that is there.</summary>
    /// <exception cref="InvalidOperationException">It is full.</exception>
    public void Set(IPAddress destination, IPAddress linkAddress)
    {
        var start = Begin(
            NeighbourMessage.New, NetlinkFlags.Request | NetlinkFlags.Create | NetlinkFlags.Replace,
            destination, NeighbourMessage.Reachable, removed: false);
        Add(DestinationAttribute, destination);
        Add(LinkAddressAttribute, linkAddress);
        AttributeHead(ProtocolAttribute, 1);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(length), protocol);
        length += 4;
        End(start);
    }

    /// <exception cref="InvalidOperationException">It is full.</exception>
    public void Remove(IPAddress destination)
    {
        var start = Begin(NeighbourMessage.Delete, NetlinkFlags.Request, destination, 0, removed: true);
        Add(DestinationAttribute, destination);
        End(start);
    }

    /// <summary>The datagram. Its messages are numbered on from <paramref name="sequence"/>, which is then the last number.</summary>
    public ReadOnlySpan<byte> Finish(ref uint sequence)
    {
        for (var at = 0; at < length; at += (int)BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(at)))
            BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(at + 8), ++sequence);
        return buffer.AsSpan(0, length);
    }

    public void Clear()
    {
        changes.Clear();
        length = 0;
    }

    private int Begin(ushort type, NetlinkFlags flags, IPAddress destination, ushort state, bool removed)
    {
        if (IsFull)
            throw new InvalidOperationException($"{Most} neighbours wait already");
        changes.Add((destination, removed));
        var start = length;
        var message = buffer.AsSpan(start, NetlinkMessage.HeaderLength + FamilyHeader);
        message.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(message[4..], type);
        BinaryPrimitives.WriteUInt16LittleEndian(message[6..], (ushort)flags);
        message[NetlinkMessage.HeaderLength] = (byte)(destination.AddressFamily == AddressFamily.InterNetworkV6 ? 10 : 2);
        BinaryPrimitives.WriteInt32LittleEndian(message[(NetlinkMessage.HeaderLength + 4)..], link);
        BinaryPrimitives.WriteUInt16LittleEndian(message[(NetlinkMessage.HeaderLength + 8)..], state);
        length += message.Length;
        return start;
    }

    private void Add(ushort type, IPAddress address)
    {
        var size = address.AddressFamily == AddressFamily.InterNetworkV6 ? 16 : 4;
        AttributeHead(type, size);
        address.TryWriteBytes(buffer.AsSpan(length, size), out _);
        length += size;
    }

    private void AttributeHead(ushort type, int size)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(buffer.AsSpan(length), (ushort)(4 + size));
        BinaryPrimitives.WriteUInt16LittleEndian(buffer.AsSpan(length + 2), type);
        length += 4;
    }

    private void End(int start) => BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(start), length - start);
}
