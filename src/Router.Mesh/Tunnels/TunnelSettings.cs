using System.Net;
using System.Text;
using Router.Documents;

namespace Router.Mesh.Tunnels;

/// <summary>How one mesh's tunnels are protected.</summary>
public sealed record TunnelSettings
{
    /// <summary>The mesh's name.</summary>
    public required string Mesh { get; init; }

    /// <summary>Our address on the underlay.</summary>
    public required IPAddress Nbma { get; init; }

    /// <summary>Who we prove to be.</summary>
    public required string Identity { get; init; }

    /// <summary>The mesh's network: peers prove addresses in it.</summary>
    public required IPNetwork Network { get; init; }

    /// <summary>Peers register here.</summary>
    public bool Serves { get; init; }

    public required TunnelCredentials Credentials { get; init; }

    public ValueList<string> Ike { get; init; } = [];

    public ValueList<string> Esp { get; init; } = [];

    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(1);

    public TimeSpan IkeLifetime { get; init; } = TimeSpan.FromHours(4);

    public TimeSpan DeadPeer { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>What proves who we are and who others are. Values never show in text.</summary>
public abstract record TunnelCredentials
{
    private TunnelCredentials()
    {
    }

    protected virtual bool PrintMembers(StringBuilder text) => false;

    /// <summary>All peers share it.</summary>
    public sealed record SharedKey(string Value) : TunnelCredentials
    {
        protected override bool PrintMembers(StringBuilder text) => false;
    }

    /// <summary>PEM texts.</summary>
    public sealed record Certified(string Certificate, string Key, string Authority) : TunnelCredentials
    {
        protected override bool PrintMembers(StringBuilder text) => false;
    }
}
