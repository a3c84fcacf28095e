using Router.Core.State;
using Router.Features.Building;

namespace Router.Features.SystemSettings.Build;

/// <summary>Who may log in.</summary>
internal sealed class UsersFeature : IFeature
{
    public string Path => "system users";

    public IEnumerable<DesiredService> Services(BuildInput input) => [Accounts.Build(input.Config, input.Context, input.Problems)];
}
