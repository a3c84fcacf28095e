using Router.Core.Shapes;
using Router.Documents.Shapes;

namespace Router.Features.SystemSettings;

internal static class SystemShape
{
    private static readonly ScalarShape<UserRole> Role = Scalars.Choice(
        "role",
        ("view", UserRole.View, "may look"),
        ("operate", UserRole.Operate, "may look, ping, trace, capture and restart services"),
        ("admin", UserRole.Admin, "may change the configuration"),
        ("files", UserRole.Files, "file shares only, no login"));

    private static readonly ScalarShape<DriftAction> Drift = Scalars.Choice(
        "drift",
        ("report", DriftAction.Report, "it is told and left, but for accounts and keys"),
        ("heal", DriftAction.Heal, "it is told and made as configured again"));

    private static readonly RecordShape<UserConfig> User = new RecordShape<UserConfig>(
            "user", "Somebody who may log in or use file shares.", () => new())
        .WithValue("role", Role, u => u.Role, (u, v) => u with { Role = v }, "What the user may do.")
        .With("keys", new ListShape<string>(NameScalars.PublicKey), u => u.Keys,
            (u, v) => u with { Keys = v }, "OpenSSH public keys that log the user in.")
        .WithValue("password", SecretShape.Shape, u => u.Password, (u, v) => u with { Password = v },
            "For file shares and the serial console; SSH takes keys only.");

    public static readonly RecordShape<SystemConfig> Shape = new RecordShape<SystemConfig>(
            "system", "Who the router is and who may log in.", () => new())
        .With("hostname", NameScalars.OwnHostname, s => s.Hostname, (s, v) => s with { Hostname = v }, "The router's own name.")
        .With("time-zone", NameScalars.TimeZone, s => s.TimeZone, (s, v) => s with { TimeZone = v },
            "A zone of the tz database: logs and schedules follow it.")
        .With("ntp", new ListShape<string>(NameScalars.TimeServer), s => s.Ntp, (s, v) => s with { Ntp = v },
            "NTP servers; without any, the clock is left alone.")
        .With("users", new MapShape<string, UserConfig>(NameScalars.NewUser, User), s => s.Users, (s, v) => s with { Users = v },
            "Users by login name.")
        .WithValue("drift", Drift, s => s.Drift, (s, v) => s with { Drift = v },
            "What is done when links, addresses, routes, the firewall or files of services are changed by other means.")
        .With("hardening", HardeningConfig.Shape, s => s.Hardening, (s, v) => s with { Hardening = v },
            "What the kernel does with packets that nobody honest sends; the defaults are safe.");
}
