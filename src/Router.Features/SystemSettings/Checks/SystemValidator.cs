using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.SystemSettings.Checks;

/// <summary>Users: accounts that are taken, ids that collide, secrets that are not there.</summary>
internal sealed class SystemValidator : SectionValidator
{
    public SystemValidator()
    {
        Check(UserNumbers);
        Check(Passwords);
        Check(Logins);
    }

    private static void UserNumbers(ValidationSubject subject, Findings findings)
    {
        var names = new Dictionary<uint, string>();
        foreach (var name in subject.Config.System.Users.Keys)
        {
            if (!names.TryAdd(UserIds.Of(name), name))
                findings.Refuse(
                    ["system", "users", name], $"has the same user id as {names[UserIds.Of(name)]} ({UserIds.Of(name)})",
                    "choose another login name for one of them");
        }
    }

    private static void Passwords(ValidationSubject subject, Findings findings)
    {
        if (subject.Around.SecretNames is not { } known)
            return;
        foreach (var (name, user) in subject.Config.System.Users)
        {
            if (user.Password is { } password && !known.Contains(password.Name))
                findings.Unknown(["system", "users", name, "password"], "secret", password.Name, known);
            if (user.PasswordHash is { } hash && !known.Contains(hash.Name))
                findings.Unknown(["system", "users", name, "password-hash"], "secret", hash.Name, known);
        }
    }

    private static void Logins(ValidationSubject subject, Findings findings)
    {
        foreach (var (name, user) in subject.Config.System.Users)
        {
            if (user is { Password: not null, PasswordHash: not null })
                findings.Refuse(
                    ["system", "users", name, "password-hash"], "the user has a password already",
                    "keep one of password and password-hash");
            if (user is { Role: UserRole.Files, PasswordHash: not null })
                findings.Refuse(
                    ["system", "users", name, "password-hash"], "file shares need the password itself", "use password, or another role");
            if (user is { Role: UserRole.Files, Keys.Count: > 0 })
                findings.Refuse(
                    ["system", "users", name, "keys"], "the role files has no login, so keys do nothing",
                    "choose another role or delete the keys");
            if (user is { Role: not UserRole.Files, Keys.Count: 0, HasPassword: false })
                findings.Advise(["system", "users", name], "can log in nowhere: neither key nor password", "add keys");
        }
        if (!subject.Config.System.Users.Values.Any(u => u.Role == UserRole.Admin))
            findings.Advise(
                ["system", "users"], "there is no admin: only the serial console can change the configuration",
                "add a user with role admin and keys");
    }
}
