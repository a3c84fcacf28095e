using System.Net;
using Router.Core.Shapes;
using Router.Core.State.Links;
using Router.Documents;
using Router.Documents.Checks;
using Router.Documents.Shapes;

namespace Router.Features.Interfaces.Kinds.WireGuard;

/// <summary><c>interfaces NAME wireguard</c>.</summary>
public sealed record WireGuardConfig : VirtualConfig
{
    public SecretReference PrivateKey { get; init; }

    /// <summary>UDP; null: the kernel chooses, for one who only calls.</summary>
    public ushort? Port { get; init; }

    public ValueMap<string, WireGuardPeerConfig> Peers { get; init; } = ValueMap<string, WireGuardPeerConfig>.Empty;

    internal static readonly RecordShape<WireGuardConfig> Shape =
        new RecordShape<WireGuardConfig>("WireGuard", "An encrypted tunnel to its peers.", () => new())
            .WithValue("private-key", SecretShape.Shape, w => w.PrivateKey, (w, v) => w with { PrivateKey = v },
                "This end's key, as `wg genkey` makes it.", required: true)
            .WithValue(
                "port", NetworkScalars.Port, w => w.Port, (w, v) => w with { Port = v }, "The UDP port where peers call; without it any.")
            .With(
                "peers",
                new MapShape<string, WireGuardPeerConfig>(NameScalars.Label("name", "anna"), WireGuardPeerConfig.Shape),
                w => w.Peers,
                (w, v) => w with { Peers = v }, "The other ends by name.");

    internal override LinkSettings Settings(VirtualContext context)
    {
        var key = context.Secret(PrivateKey, "wireguard private-key", WireGuardKey.Check);
        return new WireGuardLink(
            key is null ? WireGuardKey.None : WireGuardKey.Clamped(key),
            Port ?? 0,
            Peers.Select(peer => peer.Value.Peer(peer.Key, context)).ToValueList());
    }

    internal override void Check(ILinkSurroundings around, Findings findings, string[] path, string name, InterfaceConfig itself)
    {
        var keys = new Dictionary<string, string>();
        var networks = new Dictionary<IPNetwork, string>();
        foreach (var (peer, config) in Peers)
        {
            string[] at = [.. path, "peers", peer];
            if (!keys.TryAdd(config.PublicKey, peer))
                findings.Refuse([.. at, "public-key"], $"is the key of {keys[config.PublicKey]}", "each peer has a key of its own");
            foreach (var network in config.Allowed.Where(network => !networks.TryAdd(network, peer) && networks[network] != peer))
                findings.Refuse(
                    [.. at, "allowed", $"{network}"], $"{network} belongs to {networks[network]} already", "an address is behind one peer");
            if (config.Endpoint?.Address is { } end
                && (around.IsOwn(end) ? "is the router's own address" : around.WrongHost(end)) is { } wrong)
                findings.Refuse([.. at, "endpoint"], $"{end} {wrong}", "name the other end");
            if (config.Allowed.Count == 0)
                findings.Advise(at, "nothing is allowed: no packet passes", "add allowed");
        }
        var twin = around.Interfaces.TakeWhile(i => i.Key != name)
            .FirstOrDefault(i => Port is not null && i.Value.Virtual.Values.Any(v => v is WireGuardConfig w && w.Port == Port)).Key;
        if (twin is not null)
            findings.Refuse([.. path, "port"], $"{twin} has port {Port} already", "choose another port");
        Secret(around, findings, [.. path, "private-key"], PrivateKey);
        foreach (var (peer, config) in Peers.Where(p => p.Value.PresharedKey is not null))
            Secret(around, findings, [.. path, "peers", peer, "preshared-key"], config.PresharedKey!.Value);
    }

    private static void Secret(ILinkSurroundings around, Findings findings, string[] path, SecretReference secret)
    {
        if (around.SecretNames is { } known && !known.Contains(secret.Name))
            findings.Unknown(path, "secret", secret.Name, known);
    }
}

/// <summary><c>interfaces NAME wireguard peers PEER</c>.</summary>
public sealed record WireGuardPeerConfig
{
    private const int LongestKeepalive = 65535;

    public string PublicKey { get; init; } = "";

    public SecretReference? PresharedKey { get; init; }

    /// <summary>Null: the peer calls.</summary>
    public IPEndPoint? Endpoint { get; init; }

    public ValueList<IPNetwork> Allowed { get; init; } = [];

    public TimeSpan Keepalive { get; init; }

    internal static readonly RecordShape<WireGuardPeerConfig> Shape =
        new RecordShape<WireGuardPeerConfig>("peer", "Another end of the tunnel.", () => new())
            .With(
                "public-key",
                Scalars.Text("WireGuard key", "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=", check: WireGuardKey.Check),
                p => p.PublicKey,
                (p, v) => p with { PublicKey = v }, "The peer's public key.", required: true)
            .WithValue(
                "preshared-key", SecretShape.Shape, p => p.PresharedKey,
                (p, v) => p with { PresharedKey = v }, "A key that only these two have, beside.")
            .With(
                "endpoint", WireGuardKey.Endpoint, p => p.Endpoint, (p, v) => p with { Endpoint = v },
                "Where it is called, ADDRESS:PORT; without it, it calls.")
            .With("allowed", new ListShape<IPNetwork>(NetworkScalars.Prefix), p => p.Allowed, (p, v) => p with { Allowed = v },
                "Addresses behind the peer: what goes to them goes to the peer, and it may send with no others.")
            .WithValue(
                "keepalive", Scalars.Duration, p => p.Keepalive, (p, v) => p with { Keepalive = v },
                "How often it is called to keep NAT open; 0s is never.");

    internal WireGuardPeer Peer(string name, VirtualContext context) => new(
        PublicKey,
        PresharedKey is { } secret ? context.Secret(secret, $"wireguard peers {name} preshared-key", WireGuardKey.Check) : null,
        Endpoint,
        (int)Math.Min(Keepalive.TotalSeconds, LongestKeepalive),
        Allowed.OrderBy(n => $"{n}", StringComparer.Ordinal).ToValueList());
}
