namespace Router.Core.State.Links;

/// <summary>One end of a pair; what goes in here comes out at <paramref name="Peer"/>. One request makes both.</summary>
public sealed record VethLink(string Peer) : LinkSettings
{
    public override string Kind => "veth";

    public override string Details => $"to {Peer}";

    public override string? MadeBy(string name) => string.CompareOrdinal(name, Peer) < 0 ? null : Peer;

    public override string? Makes(string name) => string.CompareOrdinal(name, Peer) < 0 ? Peer : null;
}
