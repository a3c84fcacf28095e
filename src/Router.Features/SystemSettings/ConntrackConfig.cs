using Router.Documents.Shapes;

namespace Router.Features.SystemSettings;

/// <summary>
/// <c>system conntrack</c>: how many connections are kept in mind, and for how long. Null: the kernel's own. Times in whole seconds.
/// </summary>
public sealed record ConntrackConfig
{
    private const int Least = 1024, Most = 16_777_216;

    /// <summary>Of the whole machine.</summary>
    public int? Max { get; init; }

    public TimeSpan? TcpEstablished { get; init; }

    public TimeSpan? TcpClose { get; init; }

    public TimeSpan? TcpSynSent { get; init; }

    public TimeSpan? Udp { get; init; }

    public TimeSpan? UdpStream { get; init; }

    public TimeSpan? Icmp { get; init; }

    public TimeSpan? Other { get; init; }

    internal static readonly RecordShape<ConntrackConfig> Shape = new RecordShape<ConntrackConfig>(
            "connection tracking", "How many connections are kept in mind, and for how long; without a word the kernel's own.", () => new())
        .WithValue("max", Scalars.Number(Least, Most, example: "262144"), c => c.Max, (c, v) => c with { Max = v },
            "Connections at most; each takes about 320 bytes. New ones are dropped beyond.")
        .WithValue("tcp-established", Scalars.Duration, c => c.TcpEstablished, (c, v) => c with { TcpEstablished = v },
            "A TCP connection on which nothing is said is forgotten after this (the kernel's: 5d).")
        .WithValue("tcp-close", Scalars.Duration, c => c.TcpClose, (c, v) => c with { TcpClose = v },
            "A TCP connection that was reset (the kernel's: 10s).")
        .WithValue("tcp-syn-sent", Scalars.Duration, c => c.TcpSynSent, (c, v) => c with { TcpSynSent = v },
            "A TCP connection that nobody has answered yet (the kernel's: 120s).")
        .WithValue("udp", Scalars.Duration, c => c.Udp, (c, v) => c with { Udp = v }, "UDP of which one packet passed (the kernel's: 30s).")
        .WithValue("udp-stream", Scalars.Duration, c => c.UdpStream, (c, v) => c with { UdpStream = v },
            "UDP that goes both ways (the kernel's: 120s).")
        .WithValue("icmp", Scalars.Duration, c => c.Icmp, (c, v) => c with { Icmp = v }, "ICMP, of both families (the kernel's: 30s).")
        .WithValue("other", Scalars.Duration, c => c.Other, (c, v) => c with { Other = v },
            "Protocols of which nothing is known (the kernel's: 10m).");

    /// <summary>By the kernel's key with dots.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Sysctls =>
        (from pair in new (string Key, double? Value)[]
        {
            ("max", Max),
            ("tcp_timeout_established", TcpEstablished?.TotalSeconds),
            ("tcp_timeout_close", TcpClose?.TotalSeconds),
            ("tcp_timeout_syn_sent", TcpSynSent?.TotalSeconds),
            ("udp_timeout", Udp?.TotalSeconds),
            ("udp_timeout_stream", UdpStream?.TotalSeconds),
            ("icmp_timeout", Icmp?.TotalSeconds),
            ("icmpv6_timeout", Icmp?.TotalSeconds),
            ("generic_timeout", Other?.TotalSeconds),
        }
         where pair.Value is not null
         select KeyValuePair.Create($"net.netfilter.nf_conntrack_{pair.Key}", $"{(long)pair.Value!}"));
}
