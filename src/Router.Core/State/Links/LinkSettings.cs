using System.Net;
using Router.Documents;

namespace Router.Core.State.Links;

/// <summary>
/// What the kernel has to know to make a link. Each kind is a record of its own beside; two records are equal where the links
/// are. Names are the kernel's.
/// </summary>
public abstract record LinkSettings
{
    /// <summary>What the kernel makes without being told.</summary>
    public const int EthernetMtu = 1500;

    /// <summary>IFLA_INFO_KIND, and the word for people.</summary>
    public abstract string Kind { get; }

    /// <summary>The rest for people: <c>id 30 on lan</c>; empty: nothing.</summary>
    public abstract string Details { get; }

    /// <summary>Links that have to be there before, and that take this one along when they go.</summary>
    public virtual ValueList<string> Needs => [];

    /// <summary>The kernel makes it only where this address is the router's already; null: it asks for none.</summary>
    public virtual IPAddress? NeedsAddress => null;

    /// <summary>The link whose making makes this one as well; null: it is made by itself.</summary>
    public virtual string? MadeBy(string name) => null;

    /// <summary>The link that is made together with this one.</summary>
    public virtual string? Makes(string name) => null;

    /// <summary>The kernel can change it to <paramref name="wanted"/> as it stands; otherwise it is recreated.</summary>
    public virtual bool CanBecome(LinkSettings wanted) => false;

    /// <summary>The link is as wanted; what the kernel may change by itself does not count.</summary>
    public virtual bool Holds(LinkSettings there) => Equals(there);

    /// <summary>What no other link may have beside it.</summary>
    public virtual IEnumerable<LinkClaim> Claims => [];

    /// <summary>Bytes of a packet that a new link takes; <paramref name="under"/>: those of the link it stands on.</summary>
    public virtual int NewMtu(int? under) => EthernetMtu;

    /// <summary>Without a size of its own it has that of the link it stands on.</summary>
    public virtual bool FollowsMtu => false;

    /// <summary>
    /// Whether somebody on the link could have the same IPv6 address; where all others are known by neighbour entries nobody hears the
    /// question.
    /// </summary>
    public virtual bool LooksForDuplicates => true;

    /// <summary>The tunnels that it is: one, many, or none.</summary>
    public virtual IEnumerable<OuterFlow> Tunnels => [];

    /// <summary>Those of its tunnels that do not go on when it becomes <paramref name="wanted"/>.</summary>
    public virtual IEnumerable<OuterFlow> TunnelsEndedBy(LinkSettings wanted) => Tunnels.Except(wanted.Tunnels);

    public sealed override string ToString() => Details.Length == 0 ? Kind : $"{Kind} {Details}";
}
