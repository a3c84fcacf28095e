using Router.Features.Configuration;

namespace Router.Features.Building;

/// <summary>A feature that an image may be built without: its packages are large, and not every router wants them.</summary>
internal interface IOptionalFeature : IFeature
{
    bool IsWanted(RouterConfig config);

    /// <summary>Where a document asks for it.</summary>
    IEnumerable<string[]> Places(RouterConfig config) => IsWanted(config) ? [Path.Split(' ')] : [];

    /// <summary>What a build is told: the last word of the path.</summary>
    string Name => Path[(Path.LastIndexOf(' ') + 1)..];
}
