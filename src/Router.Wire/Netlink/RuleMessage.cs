using System.Net;

namespace Router.Wire.Netlink;

/// <summary>
/// A rule that says which table a packet's route is looked up in (linux/fib_rules.h). Null and 0 match everything;
/// <paramref name="Source"/> goes with its length.
/// </summary>
public sealed record RuleMessage(
    bool IPv6, uint Priority, uint Table, IPAddress? Source, int SourceLength, string? InputLink, uint Mark, byte Protocol)
{
    public const ushort NewRule = 32, DelRule = 33, GetRule = 34;
    private const int HeaderLength = 12;
    private const ushort RuleSource = 2, RuleInputLink = 3, RulePriority = 6, RuleMark = 10, RuleTable = 15, RuleProtocol = 21;
    private const byte ToTable = 1;

    public static NetlinkMessage List() => new(GetRule, NetlinkFlags.Request | NetlinkFlags.Dump, new byte[HeaderLength]);

    public NetlinkMessage Add() => Request(NewRule, NetlinkFlags.Create | NetlinkFlags.Exclusive);

    public NetlinkMessage Remove() => Request(DelRule, 0);

    public static bool TryDecode(ReadOnlySpan<byte> payload, out RuleMessage rule)
    {
        rule = new RuleMessage(false, 0, 0, null, 0, null, 0, 0);
        if (payload.Length < HeaderLength || payload[7] != ToTable)
            return false;
        rule = rule with { IPv6 = payload[0] == 10, SourceLength = payload[2], Table = payload[4] };
        var attributes = new AttributeReader(payload[HeaderLength..]);
        while (attributes.Next())
        {
            rule = attributes.Type switch
            {
                RuleSource => rule with { Source = attributes.Address },
                RuleInputLink => rule with { InputLink = attributes.Text },
                RulePriority => rule with { Priority = attributes.UInt32 },
                RuleMark => rule with { Mark = attributes.UInt32 },
                RuleTable => rule with { Table = attributes.UInt32 },
                RuleProtocol => rule with { Protocol = attributes.Byte },
                _ => rule,
            };
        }
        return true;
    }

    private NetlinkMessage Request(ushort type, NetlinkFlags flags)
    {
        byte family = (byte)(IPv6 ? 10 : 2);
        var message = new NetlinkMessage(type, NetlinkFlags.Request | NetlinkFlags.Acknowledge | flags,
            [family, 0, (byte)SourceLength, 0, 0, 0, 0, ToTable, 0, 0, 0, 0])
            .Add(RulePriority, Priority)
            .Add(RuleTable, Table)
            .Add(RuleProtocol, Protocol);
        if (Source is not null)
            message.Add(RuleSource, Source);
        if (InputLink is not null)
            message.Add(RuleInputLink, InputLink);
        return Mark == 0 ? message : message.Add(RuleMark, Mark);
    }
}
