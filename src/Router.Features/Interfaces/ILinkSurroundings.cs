using System.Net;
using Router.Documents;

namespace Router.Features.Interfaces;

/// <summary>What the checks of a kind of link ask of the rest of the document.</summary>
internal interface ILinkSurroundings
{
    /// <summary>All of the document, in its order.</summary>
    ValueMap<string, InterfaceConfig> Interfaces { get; }

    /// <summary>Null: it is not known which there are.</summary>
    IReadOnlyCollection<string>? SecretNames { get; }

    /// <summary>An address of the router itself.</summary>
    bool IsOwn(IPAddress address);

    /// <summary>Why no host can have the address that packets are to reach, on whichever of the router's networks; null: one can.</summary>
    string? WrongHost(IPAddress address, string? vrf = null);
}
