using System.Buffers.Binary;

namespace Router.Wire.Netlink.Queues;

/// <summary>
/// A filter (RTM_NEWTFILTER; linux/pkt_cls.h) that hands every packet to another link as if it left there (matchall with the action
/// mirred, linux/tc_act/tc_mirred.h).
/// </summary>
public sealed record RedirectMessage
{
    public const ushort New = TrafficControl.NewFilter;

    private const string MatchAll = "matchall", Mirred = "mirred";
    private const ushort ActionsOption = 2, FirstAction = 1, ActionKind = 1, ActionOptions = 2, MirredParameters = 2;
    private const uint Classifiers = 0xFFFFFFF1, ClassifiersHandle = 0xFFFF0000, Arriving = 0xFFFFFFF2, Leaving = 0xFFFFFFF3;
    private const int Redirect = 1, Stolen = 4, ParametersLength = 28;

    /// <summary>By its priority ours is known; then ETH_P_ALL in network byte order.</summary>
    private const uint OwnPriority = 0x5254, OwnForAll = (OwnPriority << 16) | 0x0300;

    /// <summary>The link that the packets come from.</summary>
    public int Link { get; private init; }

    /// <summary>This daemon's.</summary>
    public bool IsOwn { get; private init; }

    /// <summary>The link that they go to; 0: it is no redirection.</summary>
    public int To { get; private set; }

    /// <summary>For everything that arrives; ours is replaced as it stands.</summary>
    public static NetlinkMessage Set(int link, int to) =>
        new NetlinkMessage(
            TrafficControl.NewFilter, NetlinkFlags.Request | NetlinkFlags.Acknowledge | NetlinkFlags.Create,
            TrafficControl.Header(link, 1, Arriving, OwnForAll))
            .Add(TrafficControl.KindAttribute, MatchAll)
            .Nest(TrafficControl.OptionsAttribute, options => options.Nest(
                ActionsOption, actions => actions.Nest(
                    FirstAction, action => action.Add(ActionKind, Mirred).Nest(
                        ActionOptions, inside => inside.Add(MirredParameters, Parameters(to))))));

    public static NetlinkMessage Remove(int link) =>
        new(
            TrafficControl.DeleteFilter, NetlinkFlags.Request | NetlinkFlags.Acknowledge,
            TrafficControl.Header(link, 0, Arriving, OwnPriority << 16));

    /// <summary>The filters of a link: of what arrives, or of what leaves.</summary>
    public static NetlinkMessage List(int link, bool leaving = false) =>
        new(
            TrafficControl.GetFilter, NetlinkFlags.Request | NetlinkFlags.Dump,
            TrafficControl.Header(link, 0, leaving ? Leaving : Arriving, 0));

    /// <summary>The place of filters goes, with all that are there.</summary>
    public static NetlinkMessage RemoveClassifiers(int link) =>
        new(
            TrafficControl.DeleteDiscipline, NetlinkFlags.Request | NetlinkFlags.Acknowledge,
            TrafficControl.Header(link, ClassifiersHandle, Classifiers, 0));

    public static bool TryDecode(ReadOnlySpan<byte> payload, out RedirectMessage filter)
    {
        filter = new RedirectMessage();
        if (payload.Length < TrafficControl.HeaderLength)
            return false;
        var info = BinaryPrimitives.ReadUInt32LittleEndian(payload[16..]);
        filter = new RedirectMessage
        {
            Link = BinaryPrimitives.ReadInt32LittleEndian(payload[4..]),
            IsOwn = info >> 16 == OwnPriority,
        };
        var kind = "";
        var attributes = new AttributeReader(payload[TrafficControl.HeaderLength..]);
        while (attributes.Next())
        {
            if (attributes.Type == TrafficControl.KindAttribute)
                kind = attributes.Text;
            else if (attributes.Type == TrafficControl.OptionsAttribute && kind == MatchAll)
                filter.To = Target(Inside(Inside(attributes.Value, ActionsOption), FirstAction));
        }
        return true;
    }

    private static int Target(ReadOnlySpan<byte> action)
    {
        var parameters = Inside(Inside(action, ActionOptions), MirredParameters);
        return parameters.Length >= ParametersLength && BinaryPrimitives.ReadInt32LittleEndian(parameters[20..]) == Redirect
            ? BinaryPrimitives.ReadInt32LittleEndian(parameters[24..])
            : 0;
    }

    /// <summary>The first attribute of that type; empty: there is none.</summary>
    private static ReadOnlySpan<byte> Inside(ReadOnlySpan<byte> nest, ushort type)
    {
        var attributes = new AttributeReader(nest);
        while (attributes.Next())
        {
            if (attributes.Type == type)
                return attributes.Value;
        }
        return default;
    }

    /// <summary>struct tc_mirred: index, capabilities, what becomes of the packet here, two counts, what is done, the link.</summary>
    private static byte[] Parameters(int to)
    {
        var parameters = new byte[ParametersLength];
        BinaryPrimitives.WriteInt32LittleEndian(parameters.AsSpan(8), Stolen);
        BinaryPrimitives.WriteInt32LittleEndian(parameters.AsSpan(20), Redirect);
        BinaryPrimitives.WriteInt32LittleEndian(parameters.AsSpan(24), to);
        return parameters;
    }
}
