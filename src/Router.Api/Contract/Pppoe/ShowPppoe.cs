using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowPppoe), "show-pppoe")]
public abstract partial record Request
{
    public sealed record ShowPppoe() : Request(Role.View);
}

[JsonDerivedType(typeof(PppoeLines), "pppoe")]
public abstract partial record Response
{
    public sealed record PppoeLines([property: JsonPropertyName("lines")] IReadOnlyList<PppoeStatus> Items) : Response;
}

/// <summary>
/// A line by PPPoE over the interface <paramref name="On"/>. <paramref name="State"/>: <c>up</c>, <c>calling</c> (no session yet, or none
/// any more), <c>waiting</c> (to call again), <c>disabled</c>, <c>stopped</c>. What a session alone has is null without one.
/// </summary>
public sealed record PppoeStatus(string Name, string On, string User, string State)
{
    /// <summary>Of the session.</summary>
    public double? ForSeconds { get; init; }

    public string? Address { get; init; }

    /// <summary>The provider's end.</summary>
    public string? Peer { get; init; }

    /// <summary>Bytes.</summary>
    public int? Mtu { get; init; }

    /// <summary>The access concentrator's name.</summary>
    public string? Concentrator { get; init; }

    /// <summary>Seconds until it calls again; null: it is not waiting.</summary>
    public double? NextInSeconds { get; init; }

    /// <summary>What stood last against a session, in the program's own words; null: nothing since it was started.</summary>
    public string? Failure { get; init; }

    public DateTimeOffset? FailedAt { get; init; }
}
