using Router.Documents;
using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.FileShares.Checks;

/// <summary>No two shares are one to Samba.</summary>
internal static class ShareChecks
{
    public static void Check(ValidationSubject subject, Findings findings)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in (subject.Config.Services.Files?.Shares ?? ValueMap<string, ShareConfig>.Empty).Keys)
        {
            if (!names.TryAdd(name.Normalize(), name))
                findings.Refuse(
                    ["services", "files", "shares", name], $"is {names[name.Normalize()]} to Samba, which does not look at capitals",
                    "choose another name");
        }
    }
}
