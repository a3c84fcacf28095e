using Router.Ctl.Importing.Uci;

namespace Router.Ctl.Importing.OpenWrt;

/// <summary>
/// What was found of a router's configuration: its files of <c>etc/config</c>, and the keys that may log in by SSH, a line each.
/// </summary>
internal sealed record OpenWrtFiles(IReadOnlyList<UciFile> Configs, IReadOnlyList<string> Keys)
{
    /// <summary>What is done by the clock, a line each.</summary>
    public IReadOnlyList<string> Crontab { get; init; } = [];

    /// <summary>Where cron looks for lines of root's.</summary>
    public const string CrontabPath = "etc/crontabs/root";

    /// <summary>Where dropbear looks for keys.</summary>
    public const string KeysPath = "etc/dropbear/authorized_keys";
}
