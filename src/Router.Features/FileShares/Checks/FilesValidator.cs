using Router.Documents;
using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.FileShares.Checks;

/// <summary>File shares: names, users, folders.</summary>
internal sealed class FilesValidator : SectionValidator
{
    public FilesValidator()
    {
        Check(Zones);
        Check(ShareChecks.Check);
        Check(Workgroup);
        Check(Shares);
        Check(ShareFolders);
    }

    private static void Zones(ValidationSubject subject, Findings findings)
    {
        if (subject.Config.Services.Files is { } files)
            subject.CheckListening(findings, ["services", "files"], files.Zones, byDefault: true);
    }

    private static void Workgroup(ValidationSubject subject, Findings findings)
    {
        if (subject.Config.Services.Files is { } files
            && files.Workgroup.Equals(FilesConfig.NetbiosName(subject.Config.System.Hostname), StringComparison.OrdinalIgnoreCase))
            findings.Advise(["services", "files", "workgroup"], "is the router's own name, and Samba wants two", "choose another");
    }

    private static void Shares(ValidationSubject subject, Findings findings)
    {
        foreach (var (name, share) in subject.Config.Services.Files?.Shares ?? ValueMap<string, ShareConfig>.Empty)
        {
            string[] path = ["services", "files", "shares", name];
            if (share.Read.Count + share.Write.Count == 0)
                findings.Advise(path, "nobody may use it", "add read or write");
            CheckUsers(subject, findings, [.. path, "read"], share.Read);
            CheckUsers(subject, findings, [.. path, "write"], share.Write);
            foreach (var user in share.Read.Where(share.Write.Contains))
                findings.Refuse([.. path, "read", user], $"{user} may write, and so read, already", "delete one of the two");
        }
    }

    private static void CheckUsers(ValidationSubject subject, Findings findings, IReadOnlyList<string> path, ValueList<string> names)
    {
        foreach (var name in names)
        {
            if (!subject.Config.System.Users.TryGetValue(name, out var user))
                findings.Unknown([.. path, name], "user", name, subject.Config.System.Users.Keys);
            else if (user.Password is null)
                findings.Refuse(
                    [.. path, name], $"{name} has no password, which file shares need", $"set system users {name} password !secret NAME");
        }
    }

    private static void ShareFolders(ValidationSubject subject, Findings findings)
    {
        Dictionary<string, string> names = [];
        foreach (var (name, share) in subject.Config.Services.Files?.Shares ?? ValueMap<string, ShareConfig>.Empty)
        {
            if (!names.TryAdd(share.Path, name))
                findings.Advise(
                    ["services", "files", "shares", name, "path"], $"{names[share.Path]} shares the same folder",
                    "rights of both apply to the same files");
        }
    }
}
