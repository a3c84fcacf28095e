using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.Ntp.Checks;

/// <summary>The time for hosts: in zones that there are, from servers that the router asks itself.</summary>
internal sealed class NtpValidator : SectionValidator
{
    public NtpValidator() => Check((subject, findings) =>
    {
        if (subject.Config.Services.Ntp is not { } ntp)
            return;
        subject.CheckListening(findings, ["services", "ntp"], ntp.Zones);
        if (subject.Config.System.Ntp.Count == 0)
            findings.Advise(["services", "ntp"], "asks nobody itself, so hosts get the time of the board's own clock", "add system ntp");
    });
}
