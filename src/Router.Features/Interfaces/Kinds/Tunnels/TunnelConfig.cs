using System.Net;
using System.Net.Sockets;
using Router.Core.Shapes;
using Router.Documents.Checks;
using Router.Documents.Shapes;

namespace Router.Features.Interfaces.Kinds.Tunnels;

/// <summary>What kinds of tunnels to one other end have in common.</summary>
public abstract record TunnelConfig : VirtualConfig
{
    /// <summary>The address that packets leave with; null: that of the underlay, or of the link they leave by.</summary>
    public IPAddress? Local { get; init; }

    /// <summary>The interface whose address packets leave with, which may change; null: whichever they leave by.</summary>
    public string? Over { get; init; }

    public int Ttl { get; init; } = 64;

    internal override OnUse On => OnUse.Optional;

    internal override string? Underlay => Over;

    /// <summary>Of the packets outside.</summary>
    internal abstract AddressFamily Family { get; }

    /// <summary>The kernel, or the provider, has to be told the address that packets leave with.</summary>
    internal virtual bool NeedsLocal => false;

    /// <summary>The other end, where the document says its address.</summary>
    internal abstract IPAddress? OtherEnd { get; }

    /// <summary>What beside its ends tells it from others of its kind.</summary>
    internal virtual object? Sign => null;

    /// <summary>Null: the underlay has none at present.</summary>
    internal IPAddress? LocalNow(VirtualContext context) =>
        Local ?? (Over is null ? null : context.AddressOf(Over, Family == AddressFamily.InterNetworkV6));

    internal override void Check(ILinkSurroundings around, Findings findings, string[] path, string name, InterfaceConfig itself)
    {
        TunnelEnds.Check(around, findings, path, Local, OtherEnd);
        if (OtherEnd is { } remote && TunnelEnds.IsMulticast(remote))
            findings.Refuse([.. path, "remote"], $"{remote} is a group", "name one host");
        TunnelUnderlay.Check(around, findings, path, name, this);
        var twin = around.Interfaces.TakeWhile(i => i.Key != name).FirstOrDefault(i => i.Value.Made is { } made && IsTwin(made)).Key;
        if (twin is not null)
            findings.Refuse(path, $"{twin} has the same ends{(Sign is null ? "" : " and key")}", "name other ends");
    }

    private bool IsTwin(VirtualConfig other) => other is TunnelConfig tunnel && tunnel.GetType() == GetType()
        && OtherEnd is not null && OtherEnd.Equals(tunnel.OtherEnd) && Equals(Local, tunnel.Local) && Over == tunnel.Over
        && Equals(Sign, tunnel.Sign);

    /// <summary>Keys that each of them has, behind its own.</summary>
    private protected static RecordShape<T> Common<T>(RecordShape<T> shape)
        where T : TunnelConfig => Ends(shape)
            .WithValue("ttl", Scalars.Number(0, 255, "hops", "64"), t => t.Ttl, (t, v) => t with { Ttl = v },
                "Of the outer packet; 0 is that of the packet inside.");

    private protected static RecordShape<T> Ends<T>(RecordShape<T> shape)
        where T : TunnelConfig => shape
            .With("local", NetworkScalars.Address, t => t.Local, (t, v) => t with { Local = v },
                "The address that packets leave with; without it that of the underlay, or of the link they leave by.")
            .With("underlay", ZoneShape.Interface, t => t.Over, (t, v) => t with { Over = v },
                "The interface whose address packets leave with; the tunnel follows it when it changes.");
}
