using System.Buffers.Binary;
using System.Net;

namespace Router.Wire.Netlink;

/// <summary>
/// IFLA_INFO_DATA of a link of kind <c>gre</c> (linux/if_tunnel.h). Link 0: any; addresses null: any. Flags and keys are in
/// network byte order, unlike all else.
/// </summary>
public sealed record GreLink(int Link, IPAddress? Local, IPAddress? Remote, uint? Key, byte TimeToLive)
{
    public const string Kind = "gre";

    private const ushort KeyFlag = 0x2000;
    private const ushort LinkAttribute = 1, InputFlags = 2, OutputFlags = 3, InputKey = 4, OutputKey = 5, LocalAttribute = 6, RemoteAttribute = 7;
    private const ushort TimeToLiveAttribute = 8, DiscoverMtu = 10;

    public void Encode(NetlinkMessage data)
    {
        if (Link != 0)
            data.Add(LinkAttribute, (uint)Link);
        if (Key is { } key)
        {
            Span<byte> flags = stackalloc byte[2];
            Span<byte> bytes = stackalloc byte[4];
            BinaryPrimitives.WriteUInt16BigEndian(flags, KeyFlag);
            BinaryPrimitives.WriteUInt32BigEndian(bytes, key);
            data.Add(InputFlags, flags).Add(OutputFlags, flags).Add(InputKey, bytes).Add(OutputKey, bytes);
        }
        if (Local is not null)
            data.Add(LocalAttribute, Local);
        if (Remote is not null)
            data.Add(RemoteAttribute, Remote);
        data.Add(TimeToLiveAttribute, TimeToLive).Add(DiscoverMtu, (byte)1);
    }

    public static GreLink Decode(ReadOnlySpan<byte> data)
    {
        var gre = new GreLink(0, null, null, null, 0);
        var keyed = false;
        var attributes = new AttributeReader(data);
        while (attributes.Next())
        {
            switch (attributes.Type)
            {
                case LinkAttribute: gre = gre with { Link = (int)attributes.UInt32 }; break;
                case OutputFlags when attributes.Value.Length >= 2: keyed = (BinaryPrimitives.ReadUInt16BigEndian(attributes.Value) & KeyFlag) != 0; break;
                case OutputKey when attributes.Value.Length >= 4: gre = gre with { Key = BinaryPrimitives.ReadUInt32BigEndian(attributes.Value) }; break;
                case LocalAttribute: gre = gre with { Local = Address(attributes.Value) }; break;
                case RemoteAttribute: gre = gre with { Remote = Address(attributes.Value) }; break;
                case TimeToLiveAttribute when attributes.Value.Length >= 1: gre = gre with { TimeToLive = attributes.Value[0] }; break;
            }
        }
        return keyed ? gre : gre with { Key = null };
    }

    /// <summary>The kernel says 0.0.0.0 for any.</summary>
    private static IPAddress? Address(ReadOnlySpan<byte> value) => value.Length == 4 && value.ContainsAnyExcept((byte)0) ? new IPAddress(value) : null;
}
