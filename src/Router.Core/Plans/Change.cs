using System.Diagnostics;
using Router.Core.Rulesets;
using Router.Core.State;
using Router.Core.State.Links;
using Router.Core.Values;
using Router.Documents;

namespace Router.Core.Plans;

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

    /// <summary>A setting of a device.</summary>
    public sealed record SetTuning(TuningKey Key, string Value, string Before) : Change
    {
        /// <summary>No document says it: a device that refuses it is left as it was, and nothing is wrong.</summary>
        public bool Optional { get; init; }
    }

    /// <summary>One nft transaction; the text of the ruleset that ran before, null when there was none.</summary>
    public sealed record ReplaceFirewall(Ruleset Ruleset, string? FingerprintBefore) : Change;

    /// <summary>Down, with our mark; its pair as well, where it has one.</summary>
    public sealed record CreateLink(string Name, LinkSettings Settings) : Change;

    /// <summary>Only links that this daemon made, after everything was taken from them.</summary>
    public sealed record DeleteLink(string Name, LinkSettings Settings) : Change;

    /// <summary>Of a kind that the kernel can change as it stands.</summary>
    public sealed record ChangeLink(string Name, LinkSettings Settings, LinkSettings Before) : Change;

    /// <summary>A port that joins a bond has to be down, and is up afterwards.</summary>
    public sealed record SetMaster(string Link, string? Master, string? Before) : Change;

    public sealed record SetMtu(string Link, int Mtu, int Before) : Change
    {
        /// <summary>The link's alias afterwards, where the size from before is noted; null: none.</summary>
        public string? Alias { get; init; }

        public string? AliasBefore { get; init; }
    }

    /// <summary><paramref name="Before"/> null: that of a link that is made by the same plan, which nobody knows yet.</summary>
    public sealed record SetMac(string Link, string Mac, string? Before) : Change
    {
        /// <summary>The link's alias afterwards, where its own address is noted; null: none.</summary>
        public string? Alias { get; init; }

        public string? AliasBefore { get; init; }
    }

    public sealed record SetUp(string Link, bool Up) : Change;

    /// <summary>A VLAN of a bridge's port, or of the bridge itself (<paramref name="Self"/>); null: without it.</summary>
    public sealed record SetVlan(string Link, bool Self, PortVlan? Vlan, PortVlan? Before) : Change;

    public sealed record AddAddress(string Link, InterfaceAddress Address) : Change
    {
        /// <summary>False: it was somebody else's and comes back as such.</summary>
        public bool Own { get; init; } = true;

        /// <summary>
        /// It is there with a lifetime and becomes permanent; with <see cref="Own"/> false it comes back as one with a lifetime.
        /// </summary>
        public bool WasLent { get; init; }

        /// <summary>Those of the same network that have to come after it.</summary>
        public ValueList<HeldAddress> Followers { get; init; } = [];
    }

    public sealed record RemoveAddress(string Link, InterfaceAddress Address) : Change
    {
        public bool Own { get; init; } = true;

        /// <summary>With <see cref="Own"/>: it stays, with a lifetime; otherwise one with a lifetime goes.</summary>
        public bool WasLent { get; init; }

        /// <summary>Those of the same network that came after it.</summary>
        public ValueList<HeldAddress> Followers { get; init; } = [];
    }

    public sealed record AddRoute(Route Route) : Change;

    public sealed record RemoveRoute(Route Route) : Change;

    public sealed record AddRoutingRule(RoutingRule Rule) : Change;

    public sealed record RemoveRoutingRule(RoutingRule Rule) : Change;

    /// <summary><paramref name="Before"/>: the same host with another hardware address; null: it was not there.</summary>
    public sealed record SetNeighbour(Neighbour Neighbour, Neighbour? Before) : Change;

    public sealed record RemoveNeighbour(Neighbour Before) : Change;

    /// <summary>At the end of a link; null: the kernel's own.</summary>
    public sealed record SetQueue(string Link, CakeQueue? Queue, CakeQueue? Before) : Change;

    /// <summary>What arrives on the link takes the queue of the link <paramref name="To"/> first; null: it does not.</summary>
    public sealed record SetRedirect(string Link, string? To, string? Before) : Change;

    /// <summary>Written to a temporary file beside it and renamed. <paramref name="Before"/> null: it was not there.</summary>
    public sealed record WriteFile(string Service, ServiceFile File, ServiceFile? Before) : Change;

    public sealed record RemoveFile(string Service, ServiceFile Before) : Change;

    public sealed record StartService(string Name, ValueList<ServiceDirectory> Directories) : Change;

    public sealed record StopService(string Name) : Change;

    public sealed record RefreshService(string Name, ServiceChange How) : Change
    {
        /// <summary>Those that it wants as it is configured from now on; some may be new.</summary>
        public ValueList<ServiceDirectory> Directories { get; init; } = [];
    }

    /// <summary>The service of which it changes a file; null: it changes none.</summary>
    public string? FilesOf => this switch
    {
        WriteFile c => c.Service,
        RemoveFile c => c.Service,
        _ => null,
    };

    /// <summary>
    /// The step that takes this one back; null for <see cref="ReplaceFirewall"/>, whose text before is kept by whoever
    /// loaded it (see <see cref="Edges.IChangeApplier"/>).
    /// </summary>
    public Change? Inverse() => this switch
    {
        SetHostname c => new SetHostname(c.Before, c.Name),
        SetSysctl c => new SetSysctl(c.Key, c.Before, c.Value),
        SetTuning c => new SetTuning(c.Key, c.Before, c.Value) { Optional = c.Optional },
        ReplaceFirewall => null,
        CreateLink c => new DeleteLink(c.Name, c.Settings),
        DeleteLink c => new CreateLink(c.Name, c.Settings),
        ChangeLink c => new ChangeLink(c.Name, c.Before, c.Settings),
        SetMaster c => new SetMaster(c.Link, c.Before, c.Master),
        SetMtu c => new SetMtu(c.Link, c.Before, c.Mtu) { Alias = c.AliasBefore, AliasBefore = c.Alias },
        SetMac c => new SetMac(c.Link, c.Before ?? c.Mac, c.Mac) { Alias = c.AliasBefore, AliasBefore = c.Alias },
        SetUp c => new SetUp(c.Link, !c.Up),
        SetVlan c => new SetVlan(c.Link, c.Self, c.Before, c.Vlan),
        AddAddress c => new RemoveAddress(c.Link, c.Address) { Own = c.Own, WasLent = c.WasLent, Followers = c.Followers },
        RemoveAddress c => new AddAddress(c.Link, c.Address) { Own = c.Own, WasLent = c.WasLent, Followers = c.Followers },
        AddRoute c => new RemoveRoute(c.Route),
        RemoveRoute c => new AddRoute(c.Route),
        AddRoutingRule c => new RemoveRoutingRule(c.Rule),
        RemoveRoutingRule c => new AddRoutingRule(c.Rule),
        SetNeighbour { Before: null } c => new RemoveNeighbour(c.Neighbour),
        SetNeighbour { Before: { } before } c => new SetNeighbour(before, c.Neighbour),
        RemoveNeighbour c => new SetNeighbour(c.Before, null),
        SetQueue c => new SetQueue(c.Link, c.Before, c.Queue),
        SetRedirect c => new SetRedirect(c.Link, c.Before, c.To),
        WriteFile { Before: null } c => new RemoveFile(c.Service, c.File),
        WriteFile { Before: { } before } c => new WriteFile(c.Service, before, c.File),
        RemoveFile c => new WriteFile(c.Service, c.Before, null),
        StartService c => new StopService(c.Name),
        StopService c => new StartService(c.Name, []),
        RefreshService c => c,
        _ => throw new UnreachableException(),
    };
}

/// <summary>An address that a link has; <paramref name="Own"/>: added by this daemon.</summary>
public readonly record struct HeldAddress(InterfaceAddress Address, bool Own);
