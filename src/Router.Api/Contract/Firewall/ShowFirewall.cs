using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowFirewall), "show-firewall")]
public abstract partial record Request
{
    public sealed record ShowFirewall() : Request(Role.View);
}

[JsonDerivedType(typeof(Firewall), "firewall")]
public abstract partial record Response
{
    /// <summary><paramref name="Loaded"/> false: the kernel has no table of ours.</summary>
    public sealed record Firewall(bool Loaded, string? Fingerprint, IReadOnlyList<ChainStatus> Chains) : Response;
}

/// <summary><paramref name="Hook"/> and <paramref name="Policy"/>: of a base chain only.</summary>
public sealed record ChainStatus(string Name, string? Hook, string? Policy, IReadOnlyList<RuleStatus> Rules);

/// <summary><paramref name="Text"/> is nft's own notation. No counter: null.</summary>
public sealed record RuleStatus(string Text, string? Comment, ulong? Packets, ulong? Bytes);
