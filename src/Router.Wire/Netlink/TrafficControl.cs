using System.Buffers.Binary;

namespace Router.Wire.Netlink;

/// <summary>Programs where packets leave a link (linux/pkt_sched.h, linux/pkt_cls.h).</summary>
public static class TrafficControl
{
    internal const ushort NewDiscipline = 36, DeleteDiscipline = 37, GetDiscipline = 38, NewFilter = 44, DeleteFilter = 45, GetFilter = 46;
    internal const ushort KindAttribute = 1, OptionsAttribute = 2;
    internal const int HeaderLength = 20;

    private const ushort HandleOption = 6, NameOption = 7, FlagsOption = 8;
    private const uint Classifiers = 0xFFFFFFF1, ClassifiersHandle = 0xFFFF0000, Leaving = 0xFFFFFFF3;

    /// <summary>Priority 1, ETH_P_ALL in network byte order.</summary>
    private const uint FirstForAll = (1 << 16) | 0x0300;
    private const uint VerdictIsFinal = 1;

    /// <summary>A place for programs; refused with EEXIST where there is one.</summary>
    public static NetlinkMessage AddClassifiers(int link) =>
        new NetlinkMessage(
            NewDiscipline,
            NetlinkFlags.Request | NetlinkFlags.Acknowledge | NetlinkFlags.Create | NetlinkFlags.Exclusive,
            Header(link, ClassifiersHandle, Classifiers, 0))
            .Add(KindAttribute, "clsact");

    /// <summary>A loaded program for each packet that leaves; in the place of one that is there, with no packet in between.</summary>
    public static NetlinkMessage SetLeavingProgram(int link, int program, string name) =>
        new NetlinkMessage(
            NewFilter, NetlinkFlags.Request | NetlinkFlags.Acknowledge | NetlinkFlags.Create, Header(link, 1, Leaving, FirstForAll))
            .Add(KindAttribute, "bpf")
            .Nest(
                OptionsAttribute,
                options => options.Add(HandleOption, (uint)program).Add(NameOption, name).Add(FlagsOption, VerdictIsFinal));

    /// <summary>struct tcmsg: a byte of family and three of padding, link, handle, parent, info.</summary>
    internal static byte[] Header(int link, uint handle, uint parent, uint info)
    {
        var header = new byte[HeaderLength];
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), link);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), handle);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(12), parent);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(16), info);
        return header;
    }
}
