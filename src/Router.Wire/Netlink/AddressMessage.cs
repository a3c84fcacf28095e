using System.Buffers.Binary;
using System.Net;

namespace Router.Wire.Netlink;

/// <summary>RTM_NEWADDR as the kernel reports it.</summary>
public sealed record AddressMessage
{
    private const int HeaderLength = 8;

    public int Link { get; private init; }

    public int PrefixLength { get; private init; }

    public byte Scope { get; private init; }

    public IPAddress Address { get; private set; } = IPAddress.None;

    /// <summary>The other end of a point-to-point address; then <see cref="PrefixLength"/> is the peer's.</summary>
    public IPAddress? Peer { get; private set; }

    public uint Flags { get; private set; }

    /// <summary>IFA_PROTO: who added it; 0 where the kernel does not say.</summary>
    public byte Protocol { get; private set; }

    public static bool TryDecode(ReadOnlySpan<byte> payload, out AddressMessage address)
    {
        address = new AddressMessage();
        if (payload.Length < HeaderLength)
            return false;
        address = new AddressMessage
        {
            PrefixLength = payload[1],
            Flags = payload[2],
            Scope = payload[3],
            Link = BinaryPrimitives.ReadInt32LittleEndian(payload[4..]),
        };
        IPAddress? local = null, far = null;
        var attributes = new AttributeReader(payload[HeaderLength..]);
        while (attributes.Next())
        {
            // On point-to-point links IFA_ADDRESS is the peer; IFA_LOCAL, where it is there, is ours.
            if (attributes.Type == RouteNetlink.AddressLocal)
                local = attributes.Address;
            else if (attributes.Type == RouteNetlink.AddressAddress)
                far = attributes.Address;
            else if (attributes.Type == RouteNetlink.AddressFlags)
                address.Flags = attributes.UInt32;
            else if (attributes.Type == RouteNetlink.AddressProtocol && attributes.Value.Length >= 1)
                address.Protocol = attributes.Value[0];
        }
        if ((local ?? far) is not { } ours)
            return false;
        address.Address = ours;
        address.Peer = far is null || far.Equals(ours) ? null : far;
        return true;
    }
}
