using Router.Core.State;

namespace Router.Features.Composition;

/// <summary>The accounts of all services, for an image and against users with the same names.</summary>
public static class FeatureAccounts
{
    public static readonly IReadOnlyList<ServiceAccount> All = FeatureList.All.Accounts;
}
