using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(Reboot), "reboot")]
[JsonDerivedType(typeof(PowerOff), "power-off")]
public abstract partial record Request
{
    public sealed record Reboot() : Request(Role.Admin);

    public sealed record PowerOff() : Request(Role.Admin);
}
