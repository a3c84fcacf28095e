using Router.Core.Shapes;
using Router.Core.State;
using Router.Features.Configuration;
using Router.Features.Texts;

namespace Router.Features.Ntp.Build;

/// <summary>chrony as a client: the clock is set at once after a boot without one, and steered from then on. It serves nobody.</summary>
internal static class Chrony
{
    public static DesiredService Build(RouterConfig config) => new()
    {
        Name = "chronyd",
        Running = config.System.Ntp.Count > 0,
        OnChange = ServiceChange.Restart,
        Check = ["chronyd", "-p", "-f", "{0}"],
        Files = [new("/etc/chrony/chrony.conf", Text(config))],
        Directories =
        [
            new("/run/chrony", FileModes.GroupFolder, "chrony:chrony"), new("/var/lib/chrony", FileModes.GroupFolder, "chrony:chrony")
        ],
    };

    private static string Text(RouterConfig config)
    {
        var text = new FileText<ChronyText>();
        foreach (var server in config.System.Ntp)
        {
            if (NetworkScalars.IsAddress(server))
                text.Add($"server {server} iburst\n");
            else
                text.Add($"pool {server} iburst maxsources 4\n");
        }
        return text.AddWords(
            """
            user chrony
            driftfile /var/lib/chrony/drift
            pidfile /run/chrony/chronyd.pid
            makestep 1 -1
            rtcsync
            port 0
            cmdport 0

            """).ToString();
    }
}
