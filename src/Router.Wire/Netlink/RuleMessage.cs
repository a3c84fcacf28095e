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
    private const ushort RuleDestination = 1, RuleSource = 2, RuleInputLink = 3, RulePriority = 6, RuleMark = 10, RuleTable = 15,
        RuleProtocol = 21;
    private const ushort RuleSuppress = 14, RuleTransport = 22, RulePorts = 24;
    private const uint SuppressesNothing = uint.MaxValue;
    private const byte ToTable = 1;

    /// <summary>Goes with <see cref="DestinationLength"/>.</summary>
    public IPAddress? Destination { get; init; }

    public int DestinationLength { get; init; }

    /// <summary>The number of the protocol above IP (FRA_IP_PROTO).</summary>
    public byte Transport { get; init; }

    /// <summary>Destination ports (FRA_DPORT_RANGE), both included; 0: any.</summary>
    public ushort FirstPort { get; init; }

    public ushort LastPort { get; init; }

    /// <summary>A route whose prefix is of this length or shorter does not count (FRA_SUPPRESS_PREFIXLEN).</summary>
    public uint? Suppress { get; init; }

    public static NetlinkMessage List() => new(GetRule, NetlinkFlags.Request | NetlinkFlags.Dump, new byte[HeaderLength]);

    public NetlinkMessage Add() => Request(NewRule, NetlinkFlags.Create | NetlinkFlags.Exclusive);

    public NetlinkMessage Remove() => Request(DelRule, 0);

    public static bool TryDecode(ReadOnlySpan<byte> payload, out RuleMessage rule)
    {
        rule = new RuleMessage(false, 0, 0, null, 0, null, 0, 0);
        if (payload.Length < HeaderLength || payload[7] != ToTable)
            return false;
        rule = rule with { IPv6 = payload[0] == 10, DestinationLength = payload[1], SourceLength = payload[2], Table = payload[4] };
        var attributes = new AttributeReader(payload[HeaderLength..]);
        while (attributes.Next())
        {
            rule = attributes.Type switch
            {
                RuleDestination => rule with { Destination = attributes.Address },
                RuleSource => rule with { Source = attributes.Address },
                RuleInputLink => rule with { InputLink = attributes.Text },
                RulePriority => rule with { Priority = attributes.UInt32 },
                RuleMark => rule with { Mark = attributes.UInt32 },
                RuleTable => rule with { Table = attributes.UInt32 },
                RuleProtocol => rule with { Protocol = attributes.Byte },
                RuleTransport => rule with { Transport = attributes.Byte },
                RulePorts when attributes.Value.Length == 4 => rule with
                {
                    FirstPort = (ushort)attributes.UInt32,
                    LastPort = (ushort)(attributes.UInt32 >> 16),
                },
                RuleSuppress when attributes.UInt32 != SuppressesNothing => rule with { Suppress = attributes.UInt32 },
                _ => rule,
            };
        }
        return true;
    }

    private NetlinkMessage Request(ushort type, NetlinkFlags flags)
    {
        byte family = (byte)(IPv6 ? 10 : 2);
        var message = new NetlinkMessage(type, NetlinkFlags.Request | NetlinkFlags.Acknowledge | flags,
            [family, (byte)DestinationLength, (byte)SourceLength, 0, 0, 0, 0, ToTable, 0, 0, 0, 0])
            .Add(RulePriority, Priority)
            .Add(RuleTable, Table)
            .Add(RuleProtocol, Protocol);
        if (Destination is not null)
            message.Add(RuleDestination, Destination);
        if (Source is not null)
            message.Add(RuleSource, Source);
        if (Transport != 0)
            message.Add(RuleTransport, Transport);
        if (FirstPort != 0)
            message.Add(RulePorts, FirstPort | ((uint)LastPort << 16));
        if (Suppress is { } length)
            message.Add(RuleSuppress, length);
        if (InputLink is not null)
            message.Add(RuleInputLink, InputLink);
        return Mark == 0 ? message : message.Add(RuleMark, Mark);
    }
}
