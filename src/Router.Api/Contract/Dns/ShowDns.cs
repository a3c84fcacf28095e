using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowDns), "show-dns")]
public abstract partial record Request
{
    public sealed record ShowDns() : Request(Role.View);
}

[JsonDerivedType(typeof(Dns), "dns")]
public abstract partial record Response
{
    /// <summary>
    /// The resolver since its start. <paramref name="Cache"/>: so many answers it may keep; <paramref name="Kept"/>: so many it put there,
    /// <paramref name="Evicted"/> of them before their time was over. <paramref name="Hits"/>: answered from there;
    /// <paramref name="Misses"/>: passed on.
    /// </summary>
    public sealed record Dns(
        long Cache, long Kept, long Evicted, long Hits, long Misses, IReadOnlyList<DnsServerStatus> Servers) : Response;
}

/// <summary>
/// A server that the resolver asks: as <c>services dns upstream</c> has it, or as its provider gave it. <paramref name="Failed"/>: not
/// answered, or refused.
/// </summary>
public sealed record DnsServerStatus(string Server, long Asked, long Failed);
