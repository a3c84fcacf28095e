namespace Router.Features.Dnsmasq;

/// <summary>
/// Names of hosts that dnsmasq's own file takes for something else: in <c>dhcp-host</c> a lease time (<c>3d</c>, <c>101</c>),
/// <c>infinite</c> and <c>ignore</c>, in <c>host-record</c> a number, which is the time to live. A file of hosts has no such words, and
/// leases are called by it as well.
/// </summary>
internal static class DnsmasqWords
{
    public const string HostsFile = "/etc/dnsmasq.hosts";

    private static readonly string[] Keywords = ["infinite", "ignore"];

    /// <summary>The name belongs into <see cref="HostsFile"/>.</summary>
    public static bool IsWord(string name) => Keywords.Contains(name, StringComparer.OrdinalIgnoreCase) || IsTime(name);

    /// <summary>Digits, and a letter for weeks, days, hours, minutes or seconds.</summary>
    private static bool IsTime(string name)
    {
        var digits = "wdhms".Contains(char.ToLowerInvariant(name[^1]), StringComparison.Ordinal) ? name[..^1] : name;
        return digits.All(char.IsAsciiDigit);
    }
}
