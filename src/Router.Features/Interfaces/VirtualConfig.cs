using System.Net;
using Router.Core.State.Links;
using Router.Core.Values;
using Router.Documents;
using Router.Documents.Checks;
using Router.Features.Interfaces.Kinds;

namespace Router.Features.Interfaces;

/// <summary>
/// One way to make a link: the value of the key of an interface that says so (<c>vlan: 30</c>). Each kind is a record beside with
/// its shape and its checks, and one line in <see cref="VirtualShapes"/>.
/// </summary>
public abstract record VirtualConfig
{
    /// <summary>Whether <c>interfaces NAME on</c> has to be there, may be there, or means nothing.</summary>
    internal virtual OnUse On => OnUse.None;

    /// <summary>Ports that it takes; their key below the interface.</summary>
    internal virtual ValueList<DeviceReference> Ports => [];

    /// <summary>
    /// A session with a provider: a service makes the link when it comes about, and IPv4 address, default route and DNS servers with it.
    /// </summary>
    internal virtual bool IsSession => false;

    /// <summary>The interface whose address a tunnel's packets leave with, whichever that is at present; null: none is named.</summary>
    internal virtual string? Underlay => null;

    /// <summary>It brings a default route of IPv6 (true) or of IPv4 (false), by itself or by that gateway; null: none.</summary>
    internal virtual (bool IPv6, IPAddress? Gateway)? DefaultRoute => null;

    /// <summary>Whoever is at the other end translates addresses for this line; no masquerade does it here.</summary>
    internal virtual bool IsTranslatedOutside => false;

    /// <summary>The length of the prefix that networks inside take a part of (<c>delegated</c>); null: it has none.</summary>
    internal virtual int? DelegatedLength => null;

    /// <summary>What the kernel is to make; of a session, what it will be. Null: what it needs to know is not known yet.</summary>
    internal abstract LinkSettings? Settings(VirtualContext context);

    /// <summary>Addresses of the link beside those of the document.</summary>
    internal virtual IEnumerable<InterfaceAddress> Addresses(LinkSettings made, InterfaceConfig itself) => [];

    /// <summary>Checks of this kind alone; <paramref name="path"/> is that of its key.</summary>
    internal virtual void Check(ILinkSurroundings around, Findings findings, string[] path, string name, InterfaceConfig itself)
    {
    }
}

/// <summary>
/// For whom the settings are. <paramref name="On"/>: the kernel's name of what it stands on. <paramref name="Secret"/>: the value
/// of a secret, for the key below the interface, with what it has to be; null: it is not there or not that, which was reported.
/// </summary>
internal sealed record VirtualContext(string Name, string? On, Func<SecretReference, string, Func<string, string?>, string?> Secret)
{
    /// <summary>The address that an interface has now, of IPv6 or IPv4; null: it has none.</summary>
    public Func<string, bool, IPAddress?> AddressOf { get; init; } = (_, _) => null;

    /// <summary>The address of a host of that name, of IPv6; null: it is not known.</summary>
    public Func<string, IPAddress?> Resolve { get; init; } = _ => null;

    /// <summary>The interface as a whole.</summary>
    public InterfaceConfig Itself { get; init; } = new();

    /// <summary>
    /// For a check, which knows no kernel's names, no secrets and nothing that is given from outside: what it stands on is called as in the
    /// document, and addresses are stand-ins.
    /// </summary>
    public static VirtualContext OnPaper(string name, InterfaceConfig settings) => new(name, settings.On ?? "", (_, _, _) => null)
    {
        Itself = settings,
        AddressOf = (_, ipv6) => ipv6 ? IPAddress.IPv6Loopback : IPAddress.Loopback,
        Resolve = _ => IPAddress.IPv6Loopback,
    };
}

internal enum OnUse
{
    None,
    Optional,
    Required,
}
