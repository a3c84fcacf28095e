using Router.Core.Boards;
using Router.Core.State;
using Router.Features.Configuration;
using Router.Features.Validation;

namespace Router.Features.Building;

/// <summary>
/// Something that a router can do: a folder of its own, and a line in <c>Composition/FeatureList</c>. What others need to know of it
/// follows from here: checks, services in their order, the firewall's openings, clashes of ports, the packages and accounts of an image,
/// reserved names.
/// </summary>
internal interface IFeature
{
    /// <summary>Where the document speaks of it; that it cannot be worked out is told there.</summary>
    string Path { get; }

    /// <summary>What has to hold in a document.</summary>
    IReadOnlyList<SectionValidator> Checks => [];

    /// <summary>Where the router itself hears for it.</summary>
    IEnumerable<Listener> Listeners(RouterConfig config) => [];

    /// <summary>What an image has for it.</summary>
    PackageNames Packages => new();

    /// <summary>Accounts that its services run as: an image has them, and no user of a document may have their names.</summary>
    IReadOnlyList<ServiceAccount> Accounts => [];

    /// <summary>Services of the device, the stopped ones too.</summary>
    IEnumerable<DesiredService> Services(BuildInput input) => [];
}
