using Router.Documents;

namespace Router.Features.Ssh;

/// <summary><c>services ssh</c>.</summary>
public sealed record SshConfig
{
    public ValueList<string> Zones { get; init; } = [];

    public ushort Port { get; init; } = 22;

    /// <summary>Users with a password get in by it too.</summary>
    public bool Passwords { get; init; }
}
