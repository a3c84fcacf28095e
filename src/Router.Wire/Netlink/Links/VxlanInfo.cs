using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Router.Wire.Netlink.Links;

/// <summary>
/// VXLAN (RFC 7348). <paramref name="Remote"/> is the other end, or a group. <paramref name="Under"/> is the link that packets leave
/// by, which is told inside the data here and not as IFLA_LINK; 0: any.
/// </summary>
public sealed record VxlanInfo(uint Id, IPAddress? Local, IPAddress? Remote, ushort Port, int Under) : ILinkInfo
{
    private const ushort VxlanId = 1, Group = 2, LinkBelow = 3, LocalAddress = 4, UdpPort = 15, Group6 = 16, LocalAddress6 = 17;

    public string Kind => "vxlan";

    public void Write(NetlinkMessage data)
    {
        data.Add(VxlanId, Id).AddBigEndian(UdpPort, Port);
        if (Remote is not null)
            data.Add(Remote.AddressFamily == AddressFamily.InterNetworkV6 ? Group6 : Group, Remote);
        if (Local is not null)
            data.Add(Local.AddressFamily == AddressFamily.InterNetworkV6 ? LocalAddress6 : LocalAddress, Local);
        if (Under != 0)
            data.Add(LinkBelow, (uint)Under);
    }

    public static VxlanInfo Read(ReadOnlySpan<byte> data)
    {
        var info = new VxlanInfo(0, null, null, 0, 0);
        var attributes = new AttributeReader(data);
        while (attributes.Next())
        {
            info = attributes.Type switch
            {
                VxlanId => info with { Id = attributes.UInt32 },
                LinkBelow => info with { Under = (int)attributes.UInt32 },
                Group or Group6 => info with { Remote = attributes.Address },
                LocalAddress or LocalAddress6 => info with { Local = attributes.Address },
                UdpPort when attributes.Value.Length >= 2 => info with { Port = BinaryPrimitives.ReadUInt16BigEndian(attributes.Value) },
                _ => info,
            };
        }
        return info;
    }
}
