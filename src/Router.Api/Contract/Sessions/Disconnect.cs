using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(Disconnect), "disconnect")]
public abstract partial record Request
{
    /// <summary>Ends a session, by its <see cref="UserSessionStatus.Id"/>: one's own, or with the role admin anybody's.</summary>
    public sealed record Disconnect(int Id) : Request(Role.View)
    {
        public override bool IsUrgent() => true;
    }
}
