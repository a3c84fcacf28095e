using Router.Core.State;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Configuration;

namespace Router.Features.Composition;

/// <summary>
/// Every service that this daemon manages, in starting order. A service that the configuration does not name is there too, stopped.
/// </summary>
internal static class ServiceSet
{
    public static ValueList<DesiredService> Build(RouterConfig config, Topology topology, BuildContext context, List<Problem> problems)
    {
        var input = new BuildInput(config, topology, context, problems);
        return FeatureList.All.SelectMany(feature => context.Partial ? Guarded(feature, input) : feature.Services(input)).ToValueList();
    }

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
