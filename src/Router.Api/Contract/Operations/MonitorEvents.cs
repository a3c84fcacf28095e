using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(MonitorEvents), "monitor-events")]
public abstract partial record Request
{
    /// <summary>A stream of <see cref="Response.Event"/>.</summary>
    public sealed record MonitorEvents() : Request(Role.View);
}

[JsonDerivedType(typeof(Event), "event")]
public abstract partial record Response
{
    /// <summary>
    /// <paramref name="Session"/>: the connection that asked for it, as its <see cref="Welcome"/> named it; null: nobody did.
    /// </summary>
    public sealed record Event(DateTimeOffset Time, string Subject, string Text, string? Session = null) : Response;
}
