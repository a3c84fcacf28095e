using Router.Core.Rulesets;
using Router.Core.State.Links;
using Router.Core.Values;
using Router.Documents;

namespace Router.Core.State;

/// <summary>What the kernel and the services are to be, worked out from a configuration and a board. Pure data.</summary>
public sealed record DesiredState
{
    public string Hostname { get; init; } = "router";

    /// <summary>By kernel name.</summary>
    public ValueMap<string, DesiredLink> Links { get; init; } = ValueMap<string, DesiredLink>.Empty;

    public ValueList<Route> Routes { get; init; } = [];

    /// <summary>Which table is asked for a packet's route.</summary>
    public ValueList<RoutingRule> RoutingRules { get; init; } = [];

    /// <summary>
    /// What the choice of uplinks brings when all of them are good, as far as the document says it: for trying out what was not chosen yet.
    /// No step of a plan.
    /// </summary>
    public ValueList<Route> Chosen { get; init; } = [];

    /// <summary>Those of links that are up; others come with their links.</summary>
    public ValueList<Neighbour> Neighbours { get; init; } = [];

    /// <summary>Of links that are there or are made; of others nothing is said.</summary>
    public ValueList<LinkShaping> Shaping { get; init; } = [];

    /// <summary>By key with dots, <c>net.ipv4.ip_forward</c>.</summary>
    public ValueMap<string, string> Sysctls { get; init; } = ValueMap<string, string>.Empty;

    /// <summary>Settings of devices: ports, lamps.</summary>
    public ValueMap<TuningKey, DesiredTuning> Tunings { get; init; } = ValueMap<TuningKey, DesiredTuning>.Empty;

    public required Ruleset Ruleset { get; init; }

    /// <summary>All that this daemon manages, the stopped ones too, in starting order.</summary>
    public ValueList<DesiredService> Services { get; init; } = [];

    /// <summary>
    /// What the document asks for and this machine cannot have yet (a port that is not there); the rest goes on without it.
    /// </summary>
    public ValueList<Waiting> Waiting { get; init; } = [];

    /// <summary>Links, routes and firewall alone: what a boot brings up first.</summary>
    public DesiredState NetworkOnly() => this with { Services = [] };

    /// <summary>
    /// What may be where no firewall can be loaded: nothing is forwarded, and only the way in for those who administer is open.
    /// </summary>
    public DesiredState WithoutFirewall() => this with
    {
        Sysctls = Sysctls.Select(s => KeyValuePair.Create(
            s.Key,
            s.Key.EndsWith("forward", StringComparison.Ordinal) || s.Key.EndsWith("forwarding", StringComparison.Ordinal) ? "0" : s.Value))
            .ToValueMap(Sysctls.Count),
        Services = Services.Where(service => service.Essential || !service.Running).ToValueList(),
    };
}

/// <summary>A link that the configuration names. Links that it does not name are left as they are.</summary>
public sealed record DesiredLink
{
    /// <summary>The kernel's name, 15 bytes and less.</summary>
    public required string Name { get; init; }

    public required LinkKind Kind { get; init; }

    /// <summary>Of a link that is made; null for one that is there.</summary>
    public LinkSettings? Settings { get; init; }

    /// <summary>The bridge or bond it is a port of.</summary>
    public string? Master { get; init; }

    /// <summary>Null: what it had before this daemon changed it.</summary>
    public int? Mtu { get; init; }

    /// <summary>A hardware address that it is given; null: what it had before this daemon gave it one.</summary>
    public string? Mac { get; init; }

    /// <summary>VLANs of a bridge's port, or of the bridge itself; null: what the kernel gives to each.</summary>
    public ValueList<PortVlan>? Vlans { get; init; }

    public bool Up { get; init; } = true;

    public ValueList<InterfaceAddress> Addresses { get; init; } = [];

    /// <summary>Addresses with a lifetime belong to the DHCP client and are not touched.</summary>
    public bool Dhcp { get; init; }
}

public enum LinkKind
{
    /// <summary>A device that is there already (Ethernet, or a veth that somebody made): never created or deleted.</summary>
    Physical,
    Loopback,
    Bridge,

    /// <summary>Made by this daemon, with <see cref="LinkSettings"/>.</summary>
    Virtual,

    /// <summary>Made and taken away by a service as its sessions with a provider come and go; so are its addresses.</summary>
    Session,
}

/// <summary>
/// A service with the files that it reads. It is restarted or reloaded when one of them changes, and only then.
/// </summary>
public sealed record DesiredService
{
    /// <summary>
    /// The name of its OpenRC script; <c>lamp.eth0</c> is an instance of <c>lamp</c>. A name with <c>@</c> in front
    /// is a group of files only: <see cref="ServiceChange.None"/>, never started.
    /// </summary>
    public required string Name { get; init; }

    public required bool Running { get; init; }

    /// <summary>Where it writes its process's number; null: <c>/run/NAME.pid</c>, or <c>/run/NAME/NAME.pid</c>.</summary>
    public string? PidFile { get; init; }

    /// <summary>
    /// The way in for those who administer (accounts, SSH, addresses from DHCP): it comes first, and runs also where one of its files could
    /// not be written, or no firewall could be loaded.
    /// </summary>
    public bool Essential { get; init; }

    /// <summary>Its files decide who gets in (accounts, keys of SSH): what others change of them is never left as it is.</summary>
    public bool LetsIn { get; init; }

    public ValueList<ServiceFile> Files { get; init; } = [];

    /// <summary>
    /// Paths that are this service's alone, whether it has a file there now or not; one that ends with <c>/*</c> is every file of a folder.
    /// What stands there and is not in <see cref="Files"/> (any more) is removed.
    /// </summary>
    public ValueList<string> Owns { get; init; } = [];

    /// <summary>
    /// Run on staged copies before anything is touched; <c>{0}</c>, <c>{1}</c> stand for the staged paths of
    /// <see cref="Files"/>. Empty: no check. Exit code 0 is good.
    /// </summary>
    public ValueList<string> Check { get; init; } = [];

    public ServiceChange OnChange { get; init; } = ServiceChange.Restart;

    /// <summary>
    /// TCP ports whose connections end when the service is restarted or stopped; those of one that leaves them alone are not named.
    /// </summary>
    public ValueList<ushort> SessionPorts { get; init; } = [];

    /// <summary>Directories that must be there before the service starts.</summary>
    public ValueList<ServiceDirectory> Directories { get; init; } = [];
}

public enum ServiceChange
{
    /// <summary>Sends the reload of its OpenRC script (a signal): connections stay.</summary>
    Reload,
    Restart,

    /// <summary>A group of files without a process (<c>@accounts</c>): read again at each use.</summary>
    None,
}

/// <summary>
/// An absolute path on the device, mode as in chmod, owner as <c>user:group</c>. A secret's content never reaches a diff or a log.
/// </summary>
public sealed record ServiceFile(
    string Path, string Content, int Mode = FileModes.AllRead, string Owner = "root:root", bool Secret = false)
{
    /// <summary>It is a symbolic link and <see cref="Content"/> its target; mode and owner mean nothing then.</summary>
    public bool IsLink { get; init; }
}

public sealed record ServiceDirectory(string Path, int Mode, string Owner);
