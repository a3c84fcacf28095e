using Router.Documents.Checks;
using Router.Features.SystemSettings;
using Router.Features.Validation;

namespace Router.Features.Ssh.Checks;

/// <summary>SSH: somebody can reach it and log in.</summary>
internal sealed class SshValidator : SectionValidator
{
    public SshValidator()
    {
        Check(Zones);
        Check(Logins);
    }

    private static void Zones(ValidationSubject subject, Findings findings)
    {
        if (subject.Config.Services.Ssh is { } ssh)
            subject.CheckListening(findings, ["services", "ssh"], ssh.Zones);
    }

    private static void Logins(ValidationSubject subject, Findings findings)
    {
        if (subject.Config.Services.Ssh is not { } ssh)
            return;
        if (!subject.Config.System.Users.Values.Any(user => SshLogins.Opens(user, ssh)))
            findings.Advise(["services", "ssh"], "no user has a key, so nobody can log in", "add keys to a user");
        if (ssh.Passwords)
            findings.Advise(
                ["services", "ssh", "passwords"], "whoever reaches the port may guess passwords",
                "let few zones reach it, and give users keys so that this can go");
    }
}
