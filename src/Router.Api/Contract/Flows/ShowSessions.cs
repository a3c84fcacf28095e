using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowSessions), "show-sessions")]
public abstract partial record Request
{
    public sealed record ShowSessions() : Request(Role.View);
}

[JsonDerivedType(typeof(Sessions), "sessions")]
public abstract partial record Response
{
    /// <summary><paramref name="Total"/> may be more than what is listed.</summary>
    public sealed record Sessions(int Total, [property: JsonPropertyName("sessions")] IReadOnlyList<SessionStatus> Items) : Response;
}

/// <summary>A flow that connection tracking knows, as the side that opened it sees it.</summary>
public sealed record SessionStatus(
    string Protocol, string Source, int SourcePort, string Destination, int DestinationPort, string? State, int ExpiresSeconds);
