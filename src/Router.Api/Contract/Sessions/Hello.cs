using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(Hello), "hello")]
public abstract partial record Request
{
    /// <summary>
    /// Opens a session. <paramref name="Origin"/> is where the person sits (an address, <c>serial</c>), as the client
    /// knows it: a remark for the history, no proof of anything. Answer: <see cref="Response.Welcome"/>.
    /// </summary>
    public sealed record Hello(string Origin) : Request(Role.View)
    {
        public override bool IsUrgent() => true;
    }
}

[JsonDerivedType(typeof(Welcome), "welcome")]
public abstract partial record Response
{
    /// <summary>
    /// <paramref name="Notes"/>: what a person should know before anything else (boot from an older generation, …).
    /// <paramref name="Session"/>: what events call this connection.
    /// </summary>
    public sealed record Welcome(string User, string Role, string Hostname, IReadOnlyList<string> Notes, string? Session = null) : Response;
}
