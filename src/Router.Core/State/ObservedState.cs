using Router.Core.State.Links;
using Router.Core.Values;
using Router.Documents;

namespace Router.Core.State;

/// <summary>What is there: read from the kernel and the file system, never remembered.</summary>
public sealed record ObservedState
{
    public string Hostname { get; init; } = "";

    /// <summary>Every link of the network namespace, by kernel name.</summary>
    public ValueMap<string, ObservedLink> Links { get; init; } = ValueMap<string, ObservedLink>.Empty;

    /// <summary>Only those with our protocol number; but for blackholes each names its link, that of a gateway too.</summary>
    public ValueList<Route> Routes { get; init; } = [];

    /// <summary>
    /// Networks that routes of DHCP clients and router advertisements in the main table put on a link, without a gateway.
    /// </summary>
    public ValueList<OnLinkNetwork> OnLink { get; init; } = [];

    /// <summary>Only those with our protocol number.</summary>
    public ValueList<RoutingRule> RoutingRules { get; init; } = [];

    /// <summary>Only those with our protocol number.</summary>
    public ValueList<Neighbour> Neighbours { get; init; } = [];

    /// <summary>Links with a queue or a redirection of ours, or somebody else's queueing discipline.</summary>
    public ValueList<LinkShaping> Shaping { get; init; } = [];

    /// <summary>Only the keys that were asked for.</summary>
    public ValueMap<string, string> Sysctls { get; init; } = ValueMap<string, string>.Empty;

    /// <summary>Those that were asked for and are there, and those that this daemon changed.</summary>
    public ValueMap<TuningKey, ObservedTuning> Tunings { get; init; } = ValueMap<TuningKey, ObservedTuning>.Empty;

    /// <summary>Of the ruleset that the kernel runs; null: our table is not there.</summary>
    public string? RulesetFingerprint { get; init; }

    /// <summary>By service name; only those that were asked for.</summary>
    public ValueMap<string, ObservedService> Services { get; init; } = ValueMap<string, ObservedService>.Empty;
}

public sealed record ObservedLink
{
    /// <summary>The alias by which a link is known as made by this daemon; more may stand behind it.</summary>
    public const string OwnAlias = "routerd";

    /// <summary>In the alias, before the size that a link had until this daemon changed it: the kernel keeps it for us.</summary>
    private const string MtuNote = "mtu was ";

    /// <summary>The same of the hardware address.</summary>
    private const string MacNote = "mac was ";

    /// <summary>RFC 8200, section 5: a link that takes less has no IPv6.</summary>
    public const int SmallestIPv6Mtu = 1280;

    /// <summary>Begins a note on a link that somebody else made.</summary>
    private const string OtherAlias = $"{OwnAlias}:";

    public required string Name { get; init; }

    public required int Index { get; init; }

    public required LinkKind Kind { get; init; }

    /// <summary>Of a bridge, and of a link that this daemon made; null: of a kind that it does not make.</summary>
    public LinkSettings? Settings { get; init; }

    public string? Master { get; init; }

    public required int Mtu { get; init; }

    /// <summary>Administratively (IFF_UP).</summary>
    public required bool Up { get; init; }

    /// <summary>IFF_RUNNING: there is a carrier.</summary>
    public bool Carrier { get; init; }

    /// <summary>Its own, by which it is known: lower case with colons; null where the link has none.</summary>
    public string? Mac { get; init; }

    /// <summary>The one that it has at present, which may have been given to it.</summary>
    public string? MacNow { get; init; }

    /// <summary>IFLA_IFALIAS; links that this daemon made carry <see cref="OwnAlias"/>.</summary>
    public string? Alias { get; init; }

    /// <summary>Where the device is plugged in (<c>pci-0000:00:03.0</c>); null for virtual links.</summary>
    public string? BusPath { get; init; }

    /// <summary>Permanent ones; link-local addresses that the kernel made are not among them.</summary>
    public ValueList<InterfaceAddress> Addresses { get; init; } = [];

    /// <summary>Those with a lifetime (DHCP, router advertisements) and the kernel's own link-local ones.</summary>
    public ValueList<InterfaceAddress> DynamicAddresses { get; init; } = [];

    /// <summary>Those of <see cref="Addresses"/> that this daemon added (IFA_PROTO is <see cref="Route.Protocol"/>).</summary>
    public ValueList<InterfaceAddress> OwnAddresses { get; init; } = [];

    /// <summary>Of a bridge or its port; empty where this kernel has no VLANs on bridges.</summary>
    public ValueList<PortVlan> Vlans { get; init; } = [];

    public LinkCounters Counters { get; init; }

    /// <summary>This daemon made it, and may take it away.</summary>
    public bool IsOwn => Settings is not null && SaysOwn(Alias);

    /// <summary>What its MTU was before this daemon changed it; null: it did not.</summary>
    public int? FormerMtu => FormerMtuOf(Alias);

    /// <summary>The hardware address that it had before this daemon gave it another one; null: it did not.</summary>
    public string? FormerMac => FormerMacOf(Alias);

    public static int? FormerMtuOf(string? alias) => Note(alias, MtuNote) is { } mtu
        && int.TryParse(mtu, System.Globalization.NumberStyles.None, null, out var number) ? number : null;

    public static string? FormerMacOf(string? alias) => Note(alias, MacNote);

    /// <summary>The alias of a link with such notes; null: none at all.</summary>
    public static string? AliasWith(bool own, int? formerMtu, string? formerMac = null)
    {
        var notes = string.Concat(formerMtu is { } mtu ? $" {MtuNote}{mtu}" : "", formerMac is null ? "" : $" {MacNote}{formerMac}");
        return own ? $"{OwnAlias}{notes}" : notes.Length == 0 ? null : $"{OtherAlias}{notes}";
    }

    /// <summary>The word behind a note; null: there is no such note.</summary>
    private static string? Note(string? alias, string note) =>
        alias?.IndexOf(note, StringComparison.Ordinal) is >= 0 and var at ? alias[(at + note.Length)..].Split(' ')[0] : null;

    /// <summary>A link with this alias was made by this daemon; one that it only left a note on was not.</summary>
    public static bool SaysOwn(string? alias) => alias == OwnAlias || alias?.StartsWith($"{OwnAlias} ", StringComparison.Ordinal) == true;

    /// <summary>Somebody else wrote it, and it stays.</summary>
    public static bool IsForeign(string? alias) =>
        alias is not null && !SaysOwn(alias) && !alias.StartsWith(OtherAlias, StringComparison.Ordinal);
}

/// <summary>A network whose hosts are on the link itself.</summary>
public readonly record struct OnLinkNetwork(string Link, System.Net.IPNetwork Network);

/// <summary>Packets and bytes since the link was made.</summary>
public readonly record struct LinkCounters(ulong ReceivedPackets, ulong ReceivedBytes, ulong SentPackets, ulong SentBytes);

/// <summary>Files: path to content; what is missing on disk is missing here.</summary>
public sealed record ObservedService(bool Running, ValueMap<string, ServiceFile> Files)
{
    /// <summary>It ended so often by itself that its supervisor starts it no more.</summary>
    public bool GaveUp { get; init; }
}
