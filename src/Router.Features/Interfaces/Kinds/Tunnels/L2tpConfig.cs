using System.Net;
using System.Net.Sockets;
using Router.Core.Shapes;
using Router.Core.State.Links;
using Router.Documents.Checks;
using Router.Documents.Shapes;

namespace Router.Features.Interfaces.Kinds.Tunnels;

/// <summary>
/// <c>interfaces NAME l2tp</c>: Ethernet frames over L2TPv3 (RFC 3931) to one other end, with numbers that both ends were told. What is
/// said of the peer alone is what the peer calls its own.
/// </summary>
public sealed record L2tpConfig : TunnelConfig
{
    private const ushort UsualPort = 1701;

    public IPAddress Remote { get; init; } = IPAddress.None;

    public uint TunnelId { get; init; }

    /// <summary>Null: the same as here.</summary>
    public uint? PeerTunnelId { get; init; }

    public uint SessionId { get; init; }

    /// <summary>Null: the same as here.</summary>
    public uint? PeerSessionId { get; init; }

    /// <summary>Over UDP from this port; null: over IP.</summary>
    public ushort? Port { get; init; }

    /// <summary>Null: the same as here.</summary>
    public ushort? PeerPort { get; init; }

    /// <summary>What packets that arrive have to carry; empty: nothing.</summary>
    public string Cookie { get; init; } = "";

    public string PeerCookie { get; init; } = "";

    internal override OnUse On => OnUse.None;

    internal override AddressFamily Family => Remote.AddressFamily;

    internal override IPAddress OtherEnd => Remote;

    internal override bool NeedsLocal => true;

    internal override object? Sign => TunnelId;

    private static readonly ScalarShape<uint> Id = Scalars.Metric;

    private static readonly ScalarShape<string> CookieText = Scalars.Text("cookie", "1a2b3c4d", check: text =>
        text.Length is 8 or 16 && text.All(char.IsAsciiHexDigitLower) ? null : "is not 8 or 16 hexadecimal digits in lower case");

    internal static readonly RecordShape<L2tpConfig> Shape = Ends(
        new RecordShape<L2tpConfig>("L2TPv3", "Ethernet frames over L2TPv3, without a control connection.", () => new())
            .With("remote", NetworkScalars.Address, t => t.Remote, (t, v) => t with { Remote = v }, "The other end.", required: true)
            .WithValue("tunnel-id", Id, t => t.TunnelId, (t, v) => t with { TunnelId = v },
                "This end's number of the tunnel.", required: true)
            .WithValue("peer-tunnel-id", Id, t => t.PeerTunnelId, (t, v) => t with { PeerTunnelId = v },
                "The other end's number of the tunnel; without it the same.")
            .WithValue("session-id", Id, t => t.SessionId, (t, v) => t with { SessionId = v },
                "This end's number of the session.", required: true)
            .WithValue("peer-session-id", Id, t => t.PeerSessionId, (t, v) => t with { PeerSessionId = v },
                "The other end's number of the session; without it the same.")
            .WithValue("port", NetworkScalars.Port, t => t.Port, (t, v) => t with { Port = v },
                $"The UDP port here ({UsualPort} is usual); without it the tunnel goes over IP itself.")
            .WithValue("peer-port", NetworkScalars.Port, t => t.PeerPort, (t, v) => t with { PeerPort = v },
                "The other end's UDP port; without it the same.")
            .With("cookie", CookieText, t => Given(t.Cookie), (t, v) => t with { Cookie = v },
                "What each packet from the other end carries: 4 or 8 bytes in hexadecimal.")
            .With("peer-cookie", CookieText, t => Given(t.PeerCookie), (t, v) => t with { PeerCookie = v },
                "What the other end wants each packet to carry."));

    internal override LinkSettings? Settings(VirtualContext context) => LocalNow(context) is { } local
        ? new L2tpLink(
            local, Remote, new L2tpNumbers(TunnelId, SessionId, Cookie),
            new L2tpNumbers(PeerTunnelId ?? TunnelId, PeerSessionId ?? SessionId, PeerCookie))
        {
            Ports = Port is { } port ? new L2tpPorts(port, PeerPort ?? port) : null,
        }
        : null;

    internal override void Check(ILinkSurroundings around, Findings findings, string[] path, string name, InterfaceConfig itself)
    {
        base.Check(around, findings, path, name, itself);
        foreach (var (key, id) in new (string, uint?)[]
        {
            ("tunnel-id", TunnelId), ("peer-tunnel-id", PeerTunnelId), ("session-id", SessionId), ("peer-session-id", PeerSessionId),
        })
        {
            if (id == 0)
                findings.Refuse([.. path, key], "0 is the number of control messages", "choose one from 1 on");
        }
        if (PeerPort is not null && Port is null)
            findings.Refuse([.. path, "peer-port"], "the tunnel goes over IP, which has no ports", "add port, or delete peer-port");
        var twin = around.Interfaces.TakeWhile(i => i.Key != name)
            .FirstOrDefault(i => i.Value.Made is L2tpConfig other
                && (other.TunnelId == TunnelId || (Port is not null && other.Port == Port)));
        if (twin.Value?.Made is L2tpConfig same)
            findings.Refuse(
                [.. path, same.TunnelId == TunnelId ? "tunnel-id" : "port"],
                same.TunnelId == TunnelId ? $"{twin.Key} is tunnel {TunnelId} already" : $"{twin.Key} has port {Port} already",
                "choose another number");
    }

    private static string? Given(string cookie) => cookie.Length == 0 ? null : cookie;
}
