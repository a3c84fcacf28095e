using System.Net;

namespace Router.Daemon.Mappings;

/// <summary>So many requests a second for each host, and so many at once. Pure: the time is a parameter.</summary>
internal sealed class HostBudget
{
    private const double ASecond = 20, AtOnce = 40;

    /// <summary>Beyond so many hosts all begin again.</summary>
    private const int MostHosts = 1024;

    private readonly Dictionary<IPAddress, (double Left, TimeSpan At)> hosts = [];

    /// <summary>False: it is too much.</summary>
    public bool Take(IPAddress host, TimeSpan now)
    {
        if (!hosts.TryGetValue(host, out var budget))
        {
            if (hosts.Count >= MostHosts)
                hosts.Clear();
            budget = (AtOnce, now);
        }
        var left = Math.Min(AtOnce, budget.Left + ((now - budget.At).TotalSeconds * ASecond));
        hosts[host] = (left < 1 ? left : left - 1, now);
        return left >= 1;
    }
}
