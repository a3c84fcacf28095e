using Router.Core.Shapes;
using Router.Documents.Shapes;
using Router.Features.Backups;
using Router.Features.Controllers;
using Router.Features.Leds;
using Router.Features.Schedules;
using Router.Features.SystemLog;

namespace Router.Features.SystemSettings;

internal static class SystemShape
{
    private const int LongestSysctl = 128;

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
            "For file shares and the serial console; for SSH only with services ssh passwords.")
        .WithValue("password-hash", SecretShape.Shape, u => u.PasswordHash, (u, v) => u with { PasswordHash = v },
            "In place of password, as crypt(3) has it ($6$SALT$HASH or $5$…, of `openssl passwd -6`); file shares cannot use it.");

    /// <summary>A value as the kernel prints it: numbers with a blank between them are its tabs.</summary>
    private static readonly ScalarShape<string> SysctlValue = new(
        "value of the kernel",
        (string text, out string value) =>
        {
            value = string.Join('\t', text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
            return value.Length is > 0 and <= LongestSysctl && value.All(c => c == '\t' || char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
                ? null
                : "is no value: letters, digits, dashes and blanks between them";
        },
        value => value.Replace('\t', ' '))
    { ExampleText = "4194304", Unit = "as the kernel counts" };

    private static readonly ScalarShape<string> SysctlName = Scalars.Text(
        "setting of the kernel", "net.core.rmem_max",
        check: text => text.Length <= LongestSysctl && text.Split('.') is { Length: > 1 } parts
            && parts.All(part => part.Length > 0 && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
            ? null
            : "is no setting of the kernel: words with dots between them, as sysctl prints them");

    public static readonly RecordShape<SystemConfig> Shape = new RecordShape<SystemConfig>(
            "system", "Who the router is and who may log in.", () => new())
        .With("hostname", NameScalars.OwnHostname, s => s.Hostname, (s, v) => s with { Hostname = v }, "The router's own name.")
        .With("domain", NameScalars.Domain, s => s.Domain, (s, v) => s with { Domain = v },
            "The rest of the router's own name, and what is searched for short names; without it the domain of services dns.")
        .With("time-zone", NameScalars.TimeZone, s => s.TimeZone, (s, v) => s with { TimeZone = v },
            "A zone of the tz database: logs and schedules follow it.")
        .With("ntp", new ListShape<string>(NameScalars.TimeServer), s => s.Ntp, (s, v) => s with { Ntp = v },
            "NTP servers; without any, the clock is left alone.")
        .With("users", new MapShape<string, UserConfig>(NameScalars.NewUser, User), s => s.Users, (s, v) => s with { Users = v },
            "Users by login name.")
        .WithValue("drift", Drift, s => s.Drift, (s, v) => s with { Drift = v },
            "What is done when links, addresses, routes, the firewall or files of services are changed by other means.")
        .With("hardening", HardeningConfig.Shape, s => s.Hardening, (s, v) => s with { Hardening = v },
            "What the kernel does with packets that nobody honest sends; the defaults are safe.")
        .With("conntrack", ConntrackConfig.Shape, s => s.Conntrack, (s, v) => s with { Conntrack = v },
            "How many connections are kept in mind, and for how long.")
        .With("sysctl", new MapShape<string, string>(SysctlName, SysctlValue), s => s.Sysctl, (s, v) => s with { Sysctl = v },
            "Settings of the kernel by name, of a list of safe ones; one that is deleted keeps its value until the next boot.")
        .With("log", LogShape.Shape, s => s.Log, (s, v) => s with { Log = v },
            "What the router keeps of its log, and who else gets it.")
        .With("leds", LedShape.Map, s => s.Leds, (s, v) => s with { Leds = v },
            "What makes lamps of the machine shine, by the kernel's names of them.")
        .With("watchdog", WatchdogConfig.Shape, s => s.Watchdog, (s, v) => s with { Watchdog = v },
            "After how long a machine that hangs is restarted.")
        .With("schedule", ScheduleShape.Map, s => s.Schedule, (s, v) => s with { Schedule = v },
            "What the router does by itself, by its clock; each by a name of your choice.")
        .With("backup", BackupShape.Shape, s => s.Backup, (s, v) => s with { Backup = v },
            "The state of the router as one file, kept after each commit that is confirmed.")
        .With("controller", ControllerShape.Shape, s => s.Controller, (s, v) => s with { Controller = v },
            "Who decides what this router runs, beside those who log in.");
}
