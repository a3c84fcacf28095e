using Router.Documents;
using Router.Features.Backups;
using Router.Features.Controllers;
using Router.Features.Leds;
using Router.Features.Schedules;
using Router.Features.SystemLog;

namespace Router.Features.SystemSettings;

/// <summary><c>system</c>: who the router is and who may log in.</summary>
public sealed record SystemConfig
{
    public string Hostname { get; init; } = "router";

    /// <summary>The rest of the router's name; null: that of <c>services dns</c>, or none.</summary>
    public string? Domain { get; init; }

    /// <summary>A zone of the tz database, <c>Europe/Oslo</c>.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>NTP servers; none: the clock is left alone.</summary>
    public ValueList<string> Ntp { get; init; } = [];

    public ValueMap<string, UserConfig> Users { get; init; } = ValueMap<string, UserConfig>.Empty;

    public DriftAction Drift { get; init; } = DriftAction.Report;

    public HardeningConfig Hardening { get; init; } = new();

    public ConntrackConfig Conntrack { get; init; } = new();

    /// <summary>Settings of the kernel by their name with dots, and nothing that the rest of the document says.</summary>
    public ValueMap<string, string> Sysctl { get; init; } = ValueMap<string, string>.Empty;

    public LogConfig Log { get; init; } = new();

    /// <summary>Lamps by the kernel's names; of others nothing is said.</summary>
    public ValueMap<string, LedConfig> Leds { get; init; } = ValueMap<string, LedConfig>.Empty;

    public WatchdogConfig Watchdog { get; init; } = new();

    public ValueMap<string, ScheduleConfig> Schedule { get; init; } = ValueMap<string, ScheduleConfig>.Empty;

    /// <summary>Null: no backup is kept.</summary>
    public BackupConfig? Backup { get; init; }

    /// <summary>Null: only those who log in decide.</summary>
    public ControllerConfig? Controller { get; init; }
}

/// <summary>What is done when something else than a commit changes what the configuration says.</summary>
public enum DriftAction
{
    /// <summary>It is told and left, but for files that decide who gets in.</summary>
    Report,

    /// <summary>It is told and made as configured.</summary>
    Heal,
}

/// <summary><c>system users NAME</c>.</summary>
public sealed record UserConfig
{
    public UserRole Role { get; init; } = UserRole.View;

    /// <summary>OpenSSH public keys, one each.</summary>
    public ValueList<string> Keys { get; init; } = [];

    /// <summary>For file shares and the serial console, and for SSH where the document lets it take passwords.</summary>
    public SecretReference? Password { get; init; }

    /// <summary>As <see cref="Password"/>, but of file shares, as crypt(3) has it: the password itself is nowhere.</summary>
    public SecretReference? PasswordHash { get; init; }

    /// <summary>Some password opens a login.</summary>
    public bool HasPassword => Password is not null || PasswordHash is not null;
}

/// <summary>What a user may do; each role includes those before it, but for <see cref="Files"/>.</summary>
public enum UserRole
{
    /// <summary>File shares only, no login.</summary>
    Files,

    /// <summary>May look.</summary>
    View,

    /// <summary>May look, ping, trace, capture and restart services.</summary>
    Operate,

    /// <summary>May change the configuration.</summary>
    Admin,
}
