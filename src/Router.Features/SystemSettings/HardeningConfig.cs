using Router.Documents.Shapes;

namespace Router.Features.SystemSettings;

/// <summary><c>system hardening</c>: what the kernel does with packets that nobody honest sends. What is not said is safe.</summary>
public sealed record HardeningConfig
{
    public ReversePath ReversePath { get; init; } = ReversePath.Loose;

    public bool AcceptRedirects { get; init; }

    public bool SendRedirects { get; init; }

    public bool SourceRouting { get; init; }

    public bool SynCookies { get; init; } = true;

    public bool LogMartians { get; init; }

    public bool AnswerBroadcasts { get; init; }

    public bool TcpTimestamps { get; init; } = true;

    public bool TimeWaitGuard { get; init; } = true;

    public bool StrictArp { get; init; }

    private static readonly ScalarShape<ReversePath> Path = Scalars.Choice(
        "reverse path",
        ("loose", ReversePath.Loose, "a source has to be reachable somehow"),
        ("strict", ReversePath.Strict, "a source has to be reachable by the link that its packet came in; asymmetric ways break"),
        ("off", ReversePath.Off, "sources are not looked at"));

    internal static readonly RecordShape<HardeningConfig> Shape = new RecordShape<HardeningConfig>(
            "hardening", "What the kernel does with packets that nobody honest sends.", () => new())
        .WithValue("reverse-path", Path, h => h.ReversePath, (h, v) => h with { ReversePath = v },
            "Packets whose source could not be answered are dropped (rp_filter, IPv4).")
        .WithValue("accept-redirects", Scalars.Switch, h => h.AcceptRedirects, (h, v) => h with { AcceptRedirects = v },
            "Others may tell this router a better way by ICMP; whoever can send to it could steer its packets.")
        .WithValue("send-redirects", Scalars.Switch, h => h.SendRedirects, (h, v) => h with { SendRedirects = v },
            "The router tells hosts a better way on their own network by ICMP (IPv4).")
        .WithValue("source-routing", Scalars.Switch, h => h.SourceRouting, (h, v) => h with { SourceRouting = v },
            "Packets may carry the way that they are to take, past the routes and whoever trusts addresses.")
        .WithValue("syn-cookies", Scalars.Switch, h => h.SynCookies, (h, v) => h with { SynCookies = v },
            "A flood of half-open TCP connections to the router itself does not keep others out.")
        .WithValue("log-martians", Scalars.Switch, h => h.LogMartians, (h, v) => h with { LogMartians = v },
            "Packets with impossible addresses are written to the log.")
        .WithValue("answer-broadcasts", Scalars.Switch, h => h.AnswerBroadcasts, (h, v) => h with { AnswerBroadcasts = v },
            "The router answers a ping to a broadcast address; others can use it to flood a third.")
        .WithValue("tcp-timestamps", Scalars.Switch, h => h.TcpTimestamps, (h, v) => h with { TcpTimestamps = v },
            "Better round-trip times for the router's own connections; tells strangers nothing of its uptime in kernels since 4.10.")
        .WithValue("time-wait-guard", Scalars.Switch, h => h.TimeWaitGuard, (h, v) => h with { TimeWaitGuard = v },
            "A forged reset does not end a closed connection's waiting time (RFC 1337).")
        .WithValue("strict-arp", Scalars.Switch, h => h.StrictArp, (h, v) => h with { StrictArp = v },
            "ARP is answered, and asked, only with addresses of the link itself.");

    /// <summary>
    /// By the kernel's key with dots. Each of <c>all</c> decides alone as long as links have what the kernel gives them, see
    /// <c>RouterSysctls</c>.
    /// </summary>
    internal IEnumerable<KeyValuePair<string, string>> Sysctls =>
    [
        All("net.ipv4", "rp_filter", ReversePath switch { ReversePath.Off => 0, ReversePath.Strict => 1, _ => 2 }),
        All("net.ipv4", "accept_redirects", Number(AcceptRedirects)),
        All("net.ipv6", "accept_redirects", Number(AcceptRedirects)),
        All("net.ipv4", "send_redirects", Number(SendRedirects)),
        All("net.ipv4", "accept_source_route", Number(SourceRouting)),
        All("net.ipv6", "accept_source_route", SourceRouting ? 0 : -1),
        All("net.ipv4", "log_martians", Number(LogMartians)),
        All("net.ipv4", "arp_ignore", StrictArp ? 1 : 0),
        All("net.ipv4", "arp_announce", StrictArp ? 2 : 0),
        One("net.ipv4.tcp_syncookies", SynCookies),
        One("net.ipv4.icmp_echo_ignore_broadcasts", !AnswerBroadcasts),
        One("net.ipv4.tcp_timestamps", TcpTimestamps),
        One("net.ipv4.tcp_rfc1337", TimeWaitGuard),
    ];

    private static KeyValuePair<string, string> All(string family, string key, int value) => new($"{family}.conf.all.{key}", $"{value}");

    private static KeyValuePair<string, string> One(string key, bool on) => new(key, $"{Number(on)}");

    private static int Number(bool on) => on ? 1 : 0;
}

public enum ReversePath
{
    Loose,
    Strict,
    Off,
}
