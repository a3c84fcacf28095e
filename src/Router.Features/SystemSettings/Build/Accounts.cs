using System.Text;
using Router.Core.Crypto;
using Router.Core.State;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Configuration;

namespace Router.Features.SystemSettings.Build;

/// <summary>
/// The account files: the image's own accounts and then the configured users. Who may log in gets the console as shell; a
/// password is for the serial console, and for SSH where the document says so; without one that login is closed.
/// </summary>
internal static class Accounts
{
    private const string Console = "/usr/bin/router";
    private const string NoLogin = "/sbin/nologin";

    private static readonly (UserRole Role, string Group, int Id)[] Groups =
    [
        (UserRole.Files, "router-files", 5001),
        (UserRole.View, "router-view", 5002),
        (UserRole.Operate, "router-operate", 5003),
        (UserRole.Admin, "router-admin", 5004),
    ];

    public static string Group(UserRole role) => Groups.First(g => g.Role == role).Group;

    public static DesiredService Build(RouterConfig config, BuildContext context, List<Problem> problems)
    {
        var passwd = new StringBuilder(context.Accounts.Passwd);
        var shadow = new StringBuilder(context.Accounts.Shadow);
        var taken = context.Accounts.Passwd.Split('\n').Select(line => line.Split(':')[0]).ToHashSet();
        foreach (var (name, user) in config.System.Users.OrderBy(u => u.Key, StringComparer.Ordinal))
        {
            if (taken.Contains(name))
                problems.Add(
                    new Problem($"system users {name}", $"{name} is an account of the system itself", "choose another login name"));
            var group = Groups.First(g => g.Role == user.Role).Id;
            passwd.Append($"{name}:x:{UserIds.Of(name)}:{group}:{name}:/:{(user.Role == UserRole.Files ? NoLogin : Console)}\n");
            shadow.Append($"{name}:{Password(name, user, context, problems)}:1:0:99999:7:::\n");
        }
        var groups = new StringBuilder(context.Accounts.Group);
        foreach (var (role, group, id) in Groups)
        {
            var members = config.System.Users.Where(u => u.Value.Role == role).Select(u => u.Key).Order(StringComparer.Ordinal);
            groups.Append($"{group}:x:{id}:{string.Join(',', members)}\n");
        }
        return new DesiredService
        {
            Name = "@accounts",
            Essential = true,
            LetsIn = true,
            Running = false,
            OnChange = ServiceChange.None,
            Files =
            [
                new("/etc/group", groups.ToString()),
                new("/etc/passwd", passwd.ToString()),
                new("/etc/shadow", shadow.ToString(), FileModes.GroupReads, "root:root", Secret: true),
            ],
        };
    }

    private static string Password(string name, UserConfig user, BuildContext context, List<Problem> problems)
    {
        if (user.Role == UserRole.Files)
            return "*";
        if (user.PasswordHash is { } hash)
            return Secrets.Find(context, hash, $"system users {name} password-hash", problems, CryptHash.Wrong) ?? "*";
        if (user.Password is not { } reference)
            return "*";
        if (Secrets.Find(context, reference, $"system users {name} password", problems) is not { } password)
            return "*";
        return Sha512Crypt.Hash(password, context.Salt(name));
    }
}
