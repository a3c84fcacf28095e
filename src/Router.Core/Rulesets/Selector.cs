namespace Router.Core.Rulesets;

/// <summary>What of a packet a rule looks at or sets, in nft's words: <c>iifname</c>, <c>ip saddr</c>, <c>ct state</c>.</summary>
public sealed record Selector(string Text)
{
    public static readonly Selector InputLink = new("iifname");

    public static readonly Selector OutputLink = new("oifname");

    /// <summary>The member of a VRF that the packet arrived on, where <see cref="InputLink"/> is the VRF.</summary>
    public static readonly Selector InputMember = new("meta sdifname");

    /// <summary><c>ipv4</c> or <c>ipv6</c>.</summary>
    public static readonly Selector Family = new("meta nfproto");

    public static readonly Selector Protocol = new("meta l4proto");

    public static readonly Selector ProtocolAndPort = Join(Protocol, new("th dport"));

    public static readonly Selector SourcePort = new("th sport");

    public static readonly Selector SourceMac = new("ether saddr");

    /// <summary>Seconds of the day, and the day from Sunday on, in UTC.</summary>
    public static readonly Selector Hour = new("meta hour"), Day = new("meta day");

    /// <summary>Seconds since 1970.</summary>
    public static readonly Selector Time = new("meta time");

    public static readonly Selector State = new("ct state");

    public static readonly Selector Status = new("ct status");

    public static readonly Selector Mark = new("meta mark");

    public static readonly Selector ConnectionMark = new("ct mark");

    /// <summary>Where the first packet of a connection went, before it was translated.</summary>
    public static readonly Selector OriginalDestination6 = new("ct original ip6 daddr") { IsIPv6 = true };

    private static readonly Selector
        Source4 = new("ip saddr") { IsIPv6 = false }, Source6 = new("ip6 saddr") { IsIPv6 = true },
        Destination4 = new("ip daddr") { IsIPv6 = false }, Destination6 = new("ip6 daddr") { IsIPv6 = true },
        IcmpType4 = new("icmp type") { IsIPv6 = false }, IcmpType6 = new("icmpv6 type") { IsIPv6 = true };

    /// <summary>The family of packets that have it; null: those of either may.</summary>
    public bool? IsIPv6 { get; init; }

    /// <summary>Several fields after each other, looked up as one.</summary>
    public bool IsJoined { get; private init; }

    /// <summary>Of the value only these bits count; null: all.</summary>
    public string? Mask { get; init; }

    public static Selector IcmpType(bool ipv6) => ipv6 ? IcmpType6 : IcmpType4;

    public static Selector Source(bool ipv6) => ipv6 ? Source6 : Source4;

    public static Selector Destination(bool ipv6) => ipv6 ? Destination6 : Destination4;

    public static Selector Join(params ReadOnlySpan<Selector> fields)
    {
        var words = new string[fields.Length];
        for (var i = 0; i < words.Length; i++)
            words[i] = fields[i].Text;
        return new(string.Join(" . ", words)) { IsJoined = true };
    }
}
