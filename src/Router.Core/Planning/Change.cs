using System.Diagnostics;
using Router.Core.State;
using Router.Core.Values;

namespace Router.Core.Planning;

/// <summary>
/// One step of a plan. Every step is whole in itself: it carries what was there before as well, so that
/// <see cref="Inverse"/> needs nothing else.
/// </summary>
public abstract record Change
{
    private Change()
    {
    }

    public sealed record SetHostname(string Name, string Before) : Change;

    public sealed record SetSysctl(string Key, string Value, string Before) : Change;

    /// <summary>One nft transaction; the text of the ruleset that ran before, null when there was none.</summary>
    public sealed record ReplaceFirewall(Ruleset Ruleset, string? FingerprintBefore) : Change;

    public sealed record CreateLink(string Name, LinkKind Kind) : Change
    {
        public GreTunnel? Gre { get; init; }
    }

    /// <summary>Only links of a kind that is created.</summary>
    public sealed record DeleteLink(string Name, LinkKind Kind) : Change
    {
        public GreTunnel? Gre { get; init; }
    }

    public sealed record SetMaster(string Link, string? Master, string? Before) : Change;

    public sealed record SetMtu(string Link, int Mtu, int Before) : Change;

    public sealed record SetUp(string Link, bool Up) : Change;

    public sealed record AddAddress(string Link, InterfaceAddress Address) : Change;

    public sealed record RemoveAddress(string Link, InterfaceAddress Address) : Change;

    public sealed record AddRoute(Route Route) : Change;

    public sealed record RemoveRoute(Route Route) : Change;

    /// <summary>Written to a temporary file beside it and renamed. <paramref name="Before"/> null: it was not there.</summary>
    public sealed record WriteFile(string Service, ServiceFile File, ServiceFile? Before) : Change;

    public sealed record RemoveFile(string Service, ServiceFile Before) : Change;

    public sealed record StartService(string Name, ValueList<ServiceDirectory> Directories) : Change;

    public sealed record StopService(string Name) : Change;

    public sealed record RefreshService(string Name, ServiceChange How) : Change;

    /// <summary>
    /// The step that takes this one back; null for <see cref="ReplaceFirewall"/>, whose text before is kept by whoever
    /// loaded it (see <see cref="Edges.IChangeApplier"/>).
    /// </summary>
    public Change? Inverse() => this switch
    {
        SetHostname c => new SetHostname(c.Before, c.Name),
        SetSysctl c => new SetSysctl(c.Key, c.Before, c.Value),
        ReplaceFirewall => null,
        CreateLink c => new DeleteLink(c.Name, c.Kind) { Gre = c.Gre },
        DeleteLink c => new CreateLink(c.Name, c.Kind) { Gre = c.Gre },
        SetMaster c => new SetMaster(c.Link, c.Before, c.Master),
        SetMtu c => new SetMtu(c.Link, c.Before, c.Mtu),
        SetUp c => new SetUp(c.Link, !c.Up),
        AddAddress c => new RemoveAddress(c.Link, c.Address),
        RemoveAddress c => new AddAddress(c.Link, c.Address),
        AddRoute c => new RemoveRoute(c.Route),
        RemoveRoute c => new AddRoute(c.Route),
        WriteFile { Before: null } c => new RemoveFile(c.Service, c.File),
        WriteFile { Before: { } before } c => new WriteFile(c.Service, before, c.File),
        RemoveFile c => new WriteFile(c.Service, c.Before, null),
        StartService c => new StopService(c.Name),
        StopService c => new StartService(c.Name, []),
        RefreshService c => c,
        _ => throw new UnreachableException(),
    };
}
