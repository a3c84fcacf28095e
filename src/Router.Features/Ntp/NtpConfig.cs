using Router.Documents;

namespace Router.Features.Ntp;

/// <summary><c>services ntp</c>: the router's own time for hosts of some zones.</summary>
public sealed record NtpConfig
{
    public ValueList<string> Zones { get; init; } = [];
}
