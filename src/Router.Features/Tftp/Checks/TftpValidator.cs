using Router.Documents;
using Router.Documents.Checks;
using Router.Features.FileShares;
using Router.Features.Validation;

namespace Router.Features.Tftp.Checks;

/// <summary>Files from one folder, in zones that there are.</summary>
internal sealed class TftpValidator : SectionValidator
{
    public TftpValidator() => Check((subject, findings) =>
    {
        if (subject.Config.Services.Tftp is not { } tftp)
            return;
        string[] path = ["services", "tftp"];
        subject.CheckListening(findings, path, tftp.Zones);
        if (tftp.Share is not { } share)
            return;
        var shares = subject.Config.Services.Files?.Shares ?? ValueMap<string, ShareConfig>.Empty;
        if (!shares.TryGetValue(share, out var settings))
            findings.Unknown([.. path, "share"], "share", share, shares.Keys);
        else if (TftpShape.CheckFolder(settings.Path) is not null)
            findings.Refuse(
                [.. path, "share"], $"its folder {settings.Path} has signs that the TFTP server does not take",
                "a folder with letters, digits, '.', '_' and '-'");
    });
}
