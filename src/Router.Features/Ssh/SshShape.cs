using Router.Core.Shapes;
using Router.Documents.Shapes;

namespace Router.Features.Ssh;

internal static class SshShape
{
    public static readonly RecordShape<SshConfig> Shape = new RecordShape<SshConfig>(
            "SSH", "The console over SSH, with keys only.", () => new())
        .With("zones", ZoneShape.Zones, s => s.Zones, (s, v) => s with { Zones = v }, "Where it listens.")
        .WithValue("port", NetworkScalars.Port, s => s.Port, (s, v) => s with { Port = v }, "The TCP port.");
}
