using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(Confirm), "confirm")]
public abstract partial record Request
{
    public sealed record Confirm() : Request(Role.Admin)
    {
        public override bool IsUrgent() => true;
    }
}
