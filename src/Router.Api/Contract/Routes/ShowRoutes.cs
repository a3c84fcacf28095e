using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowRoutes), "show-routes")]
public abstract partial record Request
{
    public sealed record ShowRoutes() : Request(Role.View);
}

[JsonDerivedType(typeof(Routes), "routes")]
public abstract partial record Response
{
    public sealed record Routes([property: JsonPropertyName("routes")] IReadOnlyList<RouteStatus> Items) : Response;
}

/// <summary>A route of the main table. <paramref name="Interface"/> is the admin's name of <paramref name="Device"/>.</summary>
public sealed record RouteStatus(
    string Destination, string? Via, string? Device, string? Interface, string Protocol, string Kind, uint? Metric, string? Source);
