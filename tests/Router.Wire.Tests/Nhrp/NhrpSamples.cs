using System.Net;
using PacketDotNet;
using Router.Wire.Captures;
using Router.Wire.Nhrp;

namespace Router.Wire.Tests.Nhrp;

/// <summary>Packets to test with: those captured, and made-up ones with everything that the protocol allows.</summary>
internal static class NhrpSamples
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Nhrp", "Captures");

    public static IEnumerable<byte[]> Captured()
    {
        foreach (var path in Directory.GetFiles(Folder, "*.pcap").Order(StringComparer.Ordinal))
        {
            using var file = File.OpenRead(path);
            var reader = new PcapReader(file);
            while (reader.TryRead(out var raw))
            {
                if (NhrpFrame.TryExtract((LinkLayers)reader.LinkType, raw.Data, out var frame))
                    yield return frame.Payload.ToArray();
            }
        }
    }

    /// <summary>Every type, IPv4 and IPv6 on either side, none to several entries, every extension.</summary>
    public static NhrpPacket Make(Random random)
    {
        var type = (NhrpPacketType)random.Next(1, 9);
        var isError = type == NhrpPacketType.ErrorIndication;
        var isIndication = isError || type == NhrpPacketType.TrafficIndication;
        return new NhrpPacket
        {
            Type = type,
            AddressFamily = (ushort)random.Next(1, 3),
            ProtocolType = random.Next(2) == 0 ? (ushort)0x0800 : (ushort)0x86DD,
            ProtocolSnap = (ulong)random.NextInt64(1L << 40),
            HopCount = (byte)random.Next(256),
            Flags = (NhrpFlags)random.Next(0x10000),
            RequestId = isError ? 0 : (uint)random.NextInt64(1L << 32),
            ErrorCode = isError ? (NhrpCode)random.Next(1, 16) : default,
            ErrorOffset = isError ? (ushort)random.Next(0x10000) : default,
            SourceNbma = Address(random),
            SourceSubaddress = Bytes(random, random.Next(4) == 0 ? 63 : 0),
            Source = Address(random),
            Destination = Address(random),
            Entries = isIndication ? [] : Entries(random, 4),
            Offending = isIndication ? Bytes(random, 128) : default,
            Extensions = random.Next(5) == 0 ? null : [.. Enumerable.Range(0, random.Next(7)).Select(_ => Extension(random))],
        };
    }

    /// <summary>
    /// The same with what dissectors of IPv4 meshes know; no error, because they look into what an error quotes,
    /// and no entry with a subaddress, behind which tshark 4.0 loses its place.
    /// </summary>
    public static NhrpPacket MakeIPv4(Random random)
    {
        var packet = Make(random);
        while (packet.Type == NhrpPacketType.ErrorIndication)
            packet = Make(random);
        return packet with
        {
            AddressFamily = 1,
            ProtocolType = 0x0800,
            ProtocolSnap = 0,
            SourceNbma = IPv4(random),
            Source = IPv4(random),
            Destination = IPv4(random),
            Entries =
                [.. packet.Entries.Select(entry => entry with { Nbma = IPv4(random), NbmaSubaddress = default, Protocol = IPv4(random) })],
            Extensions = packet.Extensions?.Select(extension => extension with
            {
                Entries = [.. extension.Entries.Select(
                    entry => entry with { Nbma = IPv4(random), NbmaSubaddress = default, Protocol = IPv4(random) })],
                Data = NhrpExtension.HoldsEntries(extension.Type) ? default : Bytes(random, 12, exact: true),
            }).ToList(),
        };
    }

    private static IPAddress IPv4(Random random) => new(Bytes(random, 4, exact: true));

    private static NhrpExtension Extension(Random random)
    {
        NhrpExtensionType[] types =
        [
            NhrpExtensionType.ResponderAddress, NhrpExtensionType.ForwardTransitRecord, NhrpExtensionType.ReverseTransitRecord,
            NhrpExtensionType.Authentication, NhrpExtensionType.Vendor, NhrpExtensionType.NatAddress,
            (NhrpExtensionType)random.Next(10, 0x3FFF),
        ];
        var type = types[random.Next(types.Length)];
        return new NhrpExtension(type, random.Next(2) == 0)
        {
            Entries = NhrpExtension.HoldsEntries(type) ? Entries(random, 3) : [],
            Data = NhrpExtension.HoldsEntries(type) ? default : Bytes(random, 20),
        };
    }

    private static NhrpCie[] Entries(Random random, int most) => [.. Enumerable.Range(0, random.Next(most)).Select(_ => new NhrpCie
    {
        Code = (NhrpCode)random.Next(16),
        PrefixLength = (byte)random.Next(256),
        Mtu = (ushort)random.Next(0x10000),
        HoldingTime = (ushort)random.Next(0x10000),
        Preference = (byte)random.Next(256),
        Nbma = Address(random),
        NbmaSubaddress = Bytes(random, random.Next(4) == 0 ? 63 : 0),
        Protocol = Address(random),
    })];

    private static IPAddress? Address(Random random) => random.Next(4) switch
    {
        0 => null,
        1 => new IPAddress(Bytes(random, 16, exact: true)),
        _ => new IPAddress(Bytes(random, 4, exact: true)),
    };

    private static byte[] Bytes(Random random, int most, bool exact = false)
    {
        var bytes = new byte[exact ? most : random.Next(most + 1)];
        random.NextBytes(bytes);
        return bytes;
    }
}
