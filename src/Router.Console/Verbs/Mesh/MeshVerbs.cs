using System.Globalization;
using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Sessions;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Mesh;

/// <summary>Meshes: who is there, by which way, and why.</summary>
internal static class MeshVerbs
{
    public static readonly IReadOnlyList<Command> All =
    [
        Show.Verb<Response.Meshes>("mesh", "meshes with their hubs", new Request.ShowMesh(MeshTopic.Summary), Summary),
        Show.Verb<Response.MeshPeers>(
            "mesh peers", "everybody that a way is known to: since when, and why", new Request.ShowMesh(MeshTopic.Peers), Peers),
        Show.Verb<Response.MeshCache>("mesh cache", "overlay addresses that registered here", new Request.ShowMesh(MeshTopic.Cache), Cache),
        Show.Verb<Response.MeshShortcuts>(
            "mesh shortcuts", "shorter ways, and those that are being looked for", new Request.ShowMesh(MeshTopic.Shortcuts), Shortcuts),
        Show.Verb<Response.MeshEvents>("mesh events", "what happened lately", new Request.ShowMesh(MeshTopic.Events), Events),
        Show.Verb<Response.MeshTopology>(
            "mesh topology",
            "a drawing; --json has it as SVG",
            new Request.ShowMesh(MeshTopic.Topology),
            (topology, _) => topology.Text.TrimEnd('\n').Split('\n')),
        Show.Verb<Response.MeshPaths>(
            "mesh path",
            "which way packets to an address take, and why",
            call => new Request.ShowMeshPath(call.Argument("ADDRESS")),
            Paths) with
        {
            Arguments = [new Argument("ADDRESS", "an address of the overlay or behind it")],
        },
        new(Mode.Operational, "monitor mesh", "NHRP as it passes, decoded", MonitorAsync) { Options = [Option.Json] },
        new(Mode.Operational, "mesh purge", "forget an overlay address, or all of them, and learn again", (call, stopping) =>
            Acts.RunAsync(call, new Request.PurgeMesh(call.OptionalArgument("ADDRESS")), stopping))
        {
            Arguments = [new Argument("ADDRESS", "an overlay address; all without it", Arity.Optional)],
            Options = [Option.Json],
        },
    ];

    /// <summary>show mesh peers has them all.</summary>
    private const int MostTroubles = 8;

    private static IEnumerable<string> Summary(Response.Meshes meshes, Paint paint)
    {
        foreach (var mesh in meshes.Items)
        {
            yield return $"{paint.Bold(mesh.Name)}: {mesh.Role}, {mesh.State} ({mesh.Reason})";
            yield return $"  overlay {mesh.Overlay}{(mesh.Vrf is null ? "" : $" in vrf {mesh.Vrf}")}, underlay {mesh.Underlay}{(mesh.Address is null ? "" : $" {mesh.Address}")}{(mesh.PublicAddress is null ? "" : $", seen as {mesh.PublicAddress}")}, protection {mesh.Protection}";
            foreach (var hub in mesh.Hubs)
                yield return $"  hub {hub.Hub}{(hub.Overlay is null ? "" : $" ({hub.Overlay})")}: {hub.State} since {Humane.Duration(hub.Seconds)}, {hub.Reason}{(hub.Preferred ? ", preferred" : "")}";
            if (mesh.Ipsec is { } ipsec)
            {
                yield return $"  ipsec {(ipsec.Trouble is null ? $"{ipsec.Tunnels.Count(t => t.State == "up")} tunnels" : paint.Bold(ipsec.Trouble))}";
                foreach (var tunnel in ipsec.Tunnels.Where(t => t.State != "up").Take(MostTroubles))
                    yield return $"  ipsec {tunnel.Nbma}: {Tunnel(tunnel)}";
            }
            yield return $"  {mesh.Peers} peers, {mesh.Shortcuts} shortcuts";
            foreach (var detour in mesh.ByHub.Take(MostTroubles))
                yield return $"  by the hub to {detour.To}: {detour.Reason}";
            var counted = mesh.Counters
                .Where(c => c.Value > 0)
                .Select(c => $"{c.Key} {c.Value.ToString(CultureInfo.InvariantCulture)}")
                .ToList();
            if (counted.Count > 0)
                yield return paint.Dim($"  {string.Join(", ", counted)}");
        }
    }

    private static IEnumerable<string> Peers(Response.MeshPeers peers, Paint paint) => Table.Format(
        paint,
        ["MESH", "OVERLAY", "AT", "KIND", "STATE", "SINCE", "WHY", "IPSEC"],
        [.. peers.Items.Select(p => (IReadOnlyList<string>)[p.Mesh, p.Overlay, p.Nbma
            ?? "", p.Kind, p.State, Humane.Duration(p.Seconds), p.Reason, p.Ipsec is null ? "" : Tunnel(p.Ipsec)])]);

    private static IEnumerable<string> Cache(Response.MeshCache cache, Paint paint) => Table.Format(
        paint,
        ["MESH", "OVERLAY", "AT", "CALLS ITSELF", "UNIQUE", "EXPIRES"],
        [.. cache.Items.Select(e => (IReadOnlyList<string>)
            [e.Mesh, e.Overlay, e.Nbma, e.ClaimedNbma ?? "", e.Unique ? "yes" : "no", Humane.Duration(e.ExpiresSeconds)])]);

    private static IEnumerable<string> Shortcuts(Response.MeshShortcuts shortcuts, Paint paint) => Table.Format(
        paint,
        ["MESH", "TO", "THROUGH", "AT", "STATE", "SINCE", "EXPIRES", "WHY"],
        [
            .. shortcuts.Items.Select(s => (IReadOnlyList<string>)
                [
                    s.Mesh,
                    s.Prefix,
                    s.Via ?? "",
                    s.Nbma ?? "",
                    s.State,
                    Humane.Duration(s.Seconds),
                    s.ExpiresSeconds is { } left ? Humane.Duration(left) : "",
                    s.Reason
                ]),
        ]);

    private static IEnumerable<string> Events(Response.MeshEvents events, Paint paint) =>
        events.Items.Select(e => $"{Humane.Time(e.Time)} {paint.Bold(e.Mesh)} {e.Subject}: {e.Text}");

    private static IEnumerable<string> Paths(Response.MeshPaths paths, Paint paint) => paths.Items.Select(p =>
        $"{paint.Bold(p.Mesh)}: {p.Kind}{(p.Via is null ? "" : $" through {p.Via}")}{(p.Nbma is null ? "" : $" at {p.Nbma}")} ({p.Why}){(p.Ipsec is null ? "" : $", ipsec {Tunnel(p.Ipsec)}")}");

    private static string Tunnel(MeshTunnelStatus tunnel) =>
        $"{tunnel.State} since {Humane.Duration(tunnel.Seconds)}{(tunnel.Identity is null ? "" : $" with {tunnel.Identity}")}: {tunnel.Reason}";

    private static Task<int> MonitorAsync(Invocation call, CancellationToken stopping) => Streams.FollowAsync(
        call,
        new Request.MonitorMesh(),
        response =>
        {
            if (response is Response.MeshPacket packet)
                call.Session.Output.WriteLine(
                    $"{packet.Time.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture)} {packet.Mesh} {packet.Text.TrimEnd('\n')}");
        },
        stopping);
}
