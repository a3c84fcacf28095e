using Router.Documents;

namespace Router.Fleet.SshConfigs;

/// <summary>What ssh_config(5) says of a host: of each keyword the first value that was found. Null and empty: nothing.</summary>
public sealed record SshHostSettings
{
    /// <summary>Where to connect to.</summary>
    public required string HostName { get; init; }

    public int? Port { get; init; }

    public string? User { get; init; }

    /// <summary>Paths, tokens filled in. <c>none</c> is left out.</summary>
    public ValueList<string> IdentityFiles { get; init; } = [];

    /// <summary>Something was said of them, be it <c>none</c>: then the usual ones are not tried.</summary>
    public bool NamesIdentities { get; init; }

    public ValueList<string> CertificateFiles { get; init; } = [];

    public bool IdentitiesOnly { get; init; }

    /// <summary>A socket, <c>none</c>, or <c>SSH_AUTH_SOCK</c>.</summary>
    public string? IdentityAgent { get; init; }

    /// <summary>Hosts in a row, the first one is connected to first: <c>[USER@]HOST[:PORT]</c>.</summary>
    public ValueList<string> ProxyJump { get; init; } = [];

    public ValueList<string>? UserKnownHostsFiles { get; init; }

    public ValueList<string>? GlobalKnownHostsFiles { get; init; }

    /// <summary>As it is written: a list, or one behind <c>+</c>, <c>-</c> or <c>^</c>.</summary>
    public string? HostKeyAlgorithms { get; init; }

    /// <summary>The name under which its key is known.</summary>
    public string? HostKeyAlias { get; init; }

    /// <summary>Null: nothing is said of it.</summary>
    public bool? AcceptsNew { get; init; }
}
