using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowServices), "show-services")]
public abstract partial record Request
{
    public sealed record ShowServices() : Request(Role.View);
}

[JsonDerivedType(typeof(Services), "services")]
public abstract partial record Response
{
    public sealed record Services([property: JsonPropertyName("services")] IReadOnlyList<ServiceStatus> Items) : Response;
}

/// <summary><paramref name="Reason"/>: why it does not run, although it is wanted.</summary>
public sealed record ServiceStatus(string Name, bool Wanted, bool Running, int? ProcessId, double? ForSeconds, string? Reason);
