using System.Buffers.Binary;
using System.Net;
using Router.Wire.Nhrp;

namespace Router.Bench.Mesh;

/// <summary>
/// Registration requests of spokes by number, as whole packets: spoke N is at 10.64.0.0 + N and has 10.200.0.0 + N. Only what
/// differs is written for each, so that making them costs next to nothing.
/// </summary>
internal sealed class Registration
{
    private const uint Underlay = 0x0A40_0000, Overlay = 0x0AC8_0000, Key = 100;
    private const int IpLength = 20, GreLength = 8, Checksum = 12, RequestId = 24, SourceNbma = 28, Source = 32, Destination = 36;

    private readonly byte[] template;

    public Registration(IPAddress hub, ushort holdingTime)
    {
        var any = new IPAddress([0, 0, 0, 0]);
        var request = new NhrpPacket
        {
            Type = NhrpPacketType.RegistrationRequest,
            HopCount = 64,
            Flags = NhrpFlags.NatSupported,
            SourceNbma = any,
            Source = any,
            Destination = any,
            Entries = [new NhrpCie { PrefixLength = 32, HoldingTime = holdingTime }],
            Extensions =
            [
                new NhrpExtension(NhrpExtensionType.ForwardTransitRecord, true),
                new NhrpExtension(NhrpExtensionType.ReverseTransitRecord, true),
                new NhrpExtension(NhrpExtensionType.ResponderAddress, true),
                new NhrpExtension(NhrpExtensionType.NatAddress, false)
                {
                    Entries = [new NhrpCie { PrefixLength = 32, Nbma = hub, Protocol = any }]
                },
            ],
        }.Encode();
        template = new byte[IpLength + GreLength + request.Length];
        template[0] = 0x45;
        template[8] = 64;
        template[9] = 47;
        hub.TryWriteBytes(template.AsSpan(16), out _);
        BinaryPrimitives.WriteUInt32BigEndian(template.AsSpan(IpLength), 0x2000_0000u | NhrpPacket.GreProtocol);
        BinaryPrimitives.WriteUInt32BigEndian(template.AsSpan(IpLength + 4), Key);
        request.CopyTo(template.AsSpan(IpLength + GreLength));
    }

    public int Length => template.Length;

    public void Write(Span<byte> packet, int spoke, uint requestId)
    {
        template.CopyTo(packet);
        BinaryPrimitives.WriteUInt32BigEndian(packet[12..], Underlay + (uint)spoke);
        var nhrp = packet[(IpLength + GreLength)..];
        BinaryPrimitives.WriteUInt32BigEndian(nhrp[RequestId..], requestId);
        BinaryPrimitives.WriteUInt32BigEndian(nhrp[SourceNbma..], Underlay + (uint)spoke);
        BinaryPrimitives.WriteUInt32BigEndian(nhrp[Source..], Overlay + (uint)spoke);
        BinaryPrimitives.WriteUInt32BigEndian(nhrp[Destination..], Overlay + (uint)spoke);
        BinaryPrimitives.WriteUInt16BigEndian(nhrp[Checksum..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(nhrp[Checksum..], Sum(nhrp));
    }

    /// <summary>The spoke that a packet of the hub is about: a registration reply has it as its source, a purge in its entry.</summary>
    public static bool TryReadAnswer(ReadOnlySpan<byte> nhrp, out int spoke, out uint requestId, out bool refused)
    {
        (spoke, requestId, refused) = (0, 0, false);
        if (nhrp.Length < 56 || (NhrpPacketType)nhrp[17] != NhrpPacketType.RegistrationReply)
            return false;
        spoke = (int)(BinaryPrimitives.ReadUInt32BigEndian(nhrp[Source..]) - Overlay);
        requestId = BinaryPrimitives.ReadUInt32BigEndian(nhrp[RequestId..]);
        refused = nhrp[40] != 0;
        return true;
    }

    public static bool TryReadPurge(ReadOnlySpan<byte> nhrp, out int spoke)
    {
        spoke = 0;
        if (nhrp.Length < 18 || (NhrpPacketType)nhrp[17] != NhrpPacketType.PurgeRequest
            || !NhrpPacket.TryDecode(nhrp, out var packet, out _)
            || packet.Entries is not [{ Protocol: { } overlay }])
        {
            return false;
        }
        Span<byte> bytes = stackalloc byte[4];
        overlay.TryWriteBytes(bytes, out _);
        spoke = (int)(BinaryPrimitives.ReadUInt32BigEndian(bytes) - Overlay);
        return true;
    }

    private static ushort Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        for (var i = 0; i + 1 < bytes.Length; i += 2)
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes[i..]);
        if (bytes.Length % 2 == 1)
            sum += (uint)bytes[^1] << 8;
        while (sum >> 16 != 0)
            sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }
}
