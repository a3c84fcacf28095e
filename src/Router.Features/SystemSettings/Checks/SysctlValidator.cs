using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.SystemSettings.Checks;

/// <summary>Settings of the kernel by name: known ones, that nothing else of the document sets, with values in their bounds.</summary>
internal sealed class SysctlValidator : SectionValidator
{
    public SysctlValidator()
    {
        Check((subject, findings) =>
        {
            foreach (var (name, value) in subject.Config.System.Sysctl)
            {
                string[] path = ["system", "sysctl", name];
                if (SysctlNames.Owner(name) is { } owner)
                    findings.Refuse(path, $"{name} is set elsewhere: {owner}", "delete it here");
                else if (!SysctlNames.Has(name))
                    findings.Unknown(path, "setting of the kernel that is known to be safe", name, SysctlNames.All);
                else if (SysctlNames.Wrong(name, value) is { } wrong)
                    findings.Refuse(path, $"{value} {wrong}", "choose another value");
            }
        });
        Check(Conntrack);
    }

    private static void Conntrack(ValidationSubject subject, Findings findings)
    {
        var conntrack = subject.Config.System.Conntrack;
        foreach (var (key, time) in new[]
        {
            ("tcp-established", conntrack.TcpEstablished), ("tcp-close", conntrack.TcpClose), ("tcp-syn-sent", conntrack.TcpSynSent),
            ("udp", conntrack.Udp), ("udp-stream", conntrack.UdpStream), ("icmp", conntrack.Icmp), ("other", conntrack.Other),
        })
        {
            if (time == TimeSpan.Zero)
                findings.Refuse(["system", "conntrack", key], "no time at all forgets each connection at once", "say 1s or more");
        }
    }
}
