using Router.Core.Values;
using Router.Documents.Shapes;

namespace Router.Features.Firewall;

/// <summary><c>accept</c>, <c>drop</c>, <c>reject</c>, or the list of services that are accepted.</summary>
internal static class PolicyShape
{
    public static readonly EitherShape<PolicyConfig, FirewallAction, Documents.ValueList<ServiceMatch>> Shape = new(
        "policy",
        FirewallScalars.Action,
        new ListShape<ServiceMatch>(ServiceShape.Shape),
        action => new PolicyConfig { Action = action },
        services => new PolicyConfig { Services = services },
        policy => policy.Action is { } action ? (true, action, []) : (false, default, policy.Services));
}
