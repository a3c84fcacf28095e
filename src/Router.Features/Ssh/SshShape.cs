using Router.Core.Shapes;
using Router.Documents.Shapes;

namespace Router.Features.Ssh;

internal static class SshShape
{
    public static readonly RecordShape<SshConfig> Shape = new RecordShape<SshConfig>(
            "SSH", "The console over SSH, by keys.", () => new())
        .With("zones", ZoneShape.Zones, s => s.Zones, (s, v) => s with { Zones = v }, "Where it listens.")
        .WithValue("port", NetworkScalars.Port, s => s.Port, (s, v) => s with { Port = v }, "The TCP port.")
        .WithValue("passwords", Scalars.Switch, s => s.Passwords, (s, v) => s with { Passwords = v },
            "Passwords of users open the door too, for whoever guesses them; keys alone are safer.");
}
