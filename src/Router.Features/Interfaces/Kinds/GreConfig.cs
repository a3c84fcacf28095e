using System.Net;
using Router.Core.Shapes;
using Router.Core.State.Links;
using Router.Documents.Checks;
using Router.Documents.Shapes;
using Router.Features.Interfaces.Kinds.Tunnels;

namespace Router.Features.Interfaces.Kinds;

/// <summary><c>interfaces NAME gre</c>: from point to point.</summary>
public sealed record GreConfig : VirtualConfig
{
    public IPAddress? Local { get; init; }

    public IPAddress Remote { get; init; } = IPAddress.None;

    public uint? Key { get; init; }

    public int Ttl { get; init; } = 64;

    internal static readonly RecordShape<GreConfig> Shape =
        new RecordShape<GreConfig>("GRE", "IP packets in IP, from point to point.", () => new())
            .With("local", NetworkScalars.Address, g => g.Local, (g, v) => g with { Local = v },
                "The address that packets leave with; without it that of the link they leave by.")
            .With("remote", NetworkScalars.Address, g => g.Remote, (g, v) => g with { Remote = v }, "The other end.", required: true)
            .WithValue("key", Scalars.Metric, g => g.Key, (g, v) => g with { Key = v }, "The same at both ends; tells tunnels apart.")
            .WithValue("ttl", Scalars.Number(0, 255, "hops", "64"), g => g.Ttl, (g, v) => g with { Ttl = v },
                "Of the outer packet; 0 is that of the packet inside.");

    internal override OnUse On => OnUse.Optional;

    internal override LinkSettings Settings(VirtualContext context) => new GreLink(Local, Remote, Key, (byte)Ttl, context.On);

    internal override void Check(ILinkSurroundings around, Findings findings, string[] path, string name, InterfaceConfig itself)
    {
        TunnelEnds.Check(around, findings, path, Local, Remote);
        if (TunnelEnds.IsMulticast(Remote))
            findings.Refuse([.. path, "remote"], $"{Remote} is a group", "name one host");
        var twin = around.Interfaces.TakeWhile(i => i.Key != name)
            .FirstOrDefault(i => i.Value.Virtual.Values.Any(
                v => v is GreConfig g && g.Remote.Equals(Remote) && g.Key == Key && Equals(g.Local, Local))).Key;
        if (twin is not null)
            findings.Refuse(path, $"{twin} has the same ends and key", "give each a key of its own");
    }
}
