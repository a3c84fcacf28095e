using System.Net;
using Router.Core.Shapes;
using Router.Core.State.Links;
using Router.Documents.Checks;
using Router.Documents.Shapes;
using Router.Features.Interfaces.Kinds.Tunnels;

namespace Router.Features.Interfaces.Kinds;

/// <summary><c>interfaces NAME vxlan</c>.</summary>
public sealed record VxlanConfig : VirtualConfig
{
    private const int LastId = (1 << 24) - 1;

    public int Id { get; init; }

    public IPAddress? Local { get; init; }

    public IPAddress? Remote { get; init; }

    public ushort Port { get; init; } = 4789;

    internal static readonly RecordShape<VxlanConfig> Shape = new RecordShape<VxlanConfig>("VXLAN", "Ethernet over UDP.", () => new())
        .WithValue("id", Scalars.Number(0, LastId, example: "100"), v => v.Id, (v, x) => v with { Id = x },
            "The network's number (VNI).", required: true)
        .With("local", NetworkScalars.Address, v => v.Local, (v, x) => v with { Local = x }, "The address that packets leave with.")
        .With("remote", NetworkScalars.Address, v => v.Remote, (v, x) => v with { Remote = x },
            "The other end, or a multicast group (which needs on).")
        .WithValue("port", NetworkScalars.Port, v => v.Port, (v, x) => v with { Port = x }, "The UDP port.");

    internal override OnUse On => OnUse.Optional;

    internal override LinkSettings Settings(VirtualContext context) => new VxlanLink((uint)Id, Local, Remote, Port, context.On);

    internal override void Check(ILinkSurroundings around, Findings findings, string[] path, string name, InterfaceConfig itself)
    {
        TunnelEnds.Check(around, findings, path, Local, Remote);
        if (Remote is { } remote && TunnelEnds.IsMulticast(remote) && itself.On is null)
            findings.Refuse([.. path, "remote"], $"{remote} is a group, which is on every link", "add on, beside vxlan");
        if (Remote is null && Local is null)
            findings.Refuse(path, "has no ends", "add remote, or local");
        var twin = around.Interfaces.TakeWhile(i => i.Key != name)
            .FirstOrDefault(i => i.Value.Virtual.Values.Any(v => v is VxlanConfig x && x.Id == Id && x.Port == Port)).Key;
        if (twin is not null)
            findings.Refuse([.. path, "id"], $"{twin} is VXLAN {Id} on port {Port} already", "choose another number or port");
    }
}
