using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(RestartService), "restart-service")]
public abstract partial record Request
{
    public sealed record RestartService(string Name) : Request(Role.Operate);
}
