using Router.Core.Boards;
using Router.Core.State;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Reach;
using Router.Features.Validation;

namespace Router.Features.Composition;

/// <summary>What follows from a list of features, for those who know none of them.</summary>
internal sealed class FeatureSet
{
    private readonly IReadOnlyList<IFeature> features;

    public FeatureSet(IReadOnlyList<IFeature> features)
    {
        this.features = features;
        Accounts = [.. features.SelectMany(feature => feature.Accounts)];
        Checks =
        [
            .. features.SelectMany(feature => feature.Checks),
            new AccountValidator(Accounts),
            new LeftOutValidator(features),
            new ListenerValidator(Listeners),
            new ReachValidator(Listeners),
        ];
    }

    /// <summary>Of each feature, and of several together.</summary>
    public IReadOnlyList<SectionValidator> Checks { get; }

    public IReadOnlyList<ServiceAccount> Accounts { get; }

    /// <summary>What an image may be built without.</summary>
    public IReadOnlyList<string> Optional => [.. features.OfType<IOptionalFeature>().Select(feature => feature.Name)];

    /// <param name="without">Names of optional features.</param>
    public PackageNames Packages(IReadOnlyCollection<string> without) => features
        .Where(feature => feature is not IOptionalFeature optional || !without.Contains(optional.Name))
        .Aggregate(new PackageNames(), (names, feature) => names.With(feature.Packages));

    public IEnumerable<Listener> Listeners(RouterConfig config) => features.SelectMany(feature => feature.Listeners(config));

    /// <summary>Every service in starting order. One that the configuration does not name is there too, stopped.</summary>
    public ValueList<DesiredService> Services(BuildInput input) => features
        .SelectMany(feature => input.Context.Partial ? Guarded(feature, input) : feature.Services(input)).ToValueList();

    /// <summary>A fault of ours in one feature costs that feature, and leaves its services as they are.</summary>
    private static IReadOnlyList<DesiredService> Guarded(IFeature feature, BuildInput input)
    {
        try
        {
            return [.. feature.Services(input)];
        }
        catch (Exception exception)
        {
            input.Problems.Add(new Problem(
                feature.Path, $"cannot be worked out: {exception.Message}", "this is a fault of the firmware; everything else goes on"));
            return [];
        }
    }
}
