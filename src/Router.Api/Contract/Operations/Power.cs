using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(Reboot), "reboot")]
[JsonDerivedType(typeof(PowerOff), "power-off")]
[JsonDerivedType(typeof(FactoryReset), "factory-reset")]
public abstract partial record Request
{
    /// <param name="Mode">What the next boot alone is to be: <c>ram</c> or <c>failsafe</c>; null: as usual.</param>
    public sealed record Reboot(string? Mode = null) : Request(Role.Admin);

    public sealed record PowerOff() : Request(Role.Admin);

    /// <summary>Restarts as freshly flashed: configuration, history, secrets, keys and files are gone.</summary>
    public sealed record FactoryReset() : Request(Role.Admin);
}
