using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(Ping), "ping")]
[JsonDerivedType(typeof(TraceRoute), "traceroute")]
public abstract partial record Request
{
    /// <summary>A stream of <see cref="Response.Line"/>; <paramref name="Count"/> null: until the client leaves.</summary>
    public sealed record Ping(string Host, int? Count) : Request(Role.Operate);

    /// <summary>A stream of <see cref="Response.Line"/>.</summary>
    public sealed record TraceRoute(string Host) : Request(Role.Operate);
}

[JsonDerivedType(typeof(Line), "line")]
public abstract partial record Response
{
    public sealed record Line(string Text) : Response;
}
