using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowUsers), "show-users")]
public abstract partial record Request
{
    /// <summary>Who is connected, from where, and what they do. Answer: <see cref="Response.Users"/>.</summary>
    public sealed record ShowUsers() : Request(Role.View)
    {
        public override bool IsUrgent() => true;
    }
}

[JsonDerivedType(typeof(Users), "users")]
public abstract partial record Response
{
    /// <summary>Who is connected to this router's console, oldest first.</summary>
    public sealed record Users([property: JsonPropertyName("users")] IReadOnlyList<UserSessionStatus> Items) : Response;
}

/// <summary>
/// A session of the console, of a push or of a script. <paramref name="Doing"/>: the request that is being answered, null for none;
/// <paramref name="IdleSeconds"/>: since the last request or key. <paramref name="UrgentOnly"/>: beyond the user's share.
/// <paramref name="Own"/>: the one that asks.
/// </summary>
public sealed record UserSessionStatus(
    int Id, string User, string Role, string Origin, DateTimeOffset Since,
    double IdleSeconds, string? Doing, int Process, bool UrgentOnly, bool Own);
