using System.Text;

namespace Router.Features.Lists;

/// <summary>
/// Domains that do not exist for whoever asks, as dnsmasq's file of servers: it reads that again at a signal, without a new start. A
/// domain in it takes in all below it, so what stands below another is left out.
/// </summary>
public static class BlockFile
{
    public const string Path = "/run/router/blocked.conf";

    /// <summary>dnsmasq reads lines of 1025 bytes.</summary>
    private const int LongestLine = 900;

    /// <summary>The file, and how many domains of it count.</summary>
    /// <param name="lists">What is blocked.</param>
    /// <param name="allow">Domains that are asked for, with all below them.</param>
    public static (string Text, int Domains) Of(IReadOnlyList<DomainList> lists, IEnumerable<string> allow)
    {
        var free = allow.Select(domain => domain.ToLowerInvariant()).Concat(lists.SelectMany(list => list.Exceptions)).ToHashSet();
        var all = lists.Count == 1 ? lists[0].Domains : lists.SelectMany(list => list.Domains).ToHashSet();
        var blocked = new List<string>(all.Count);
        foreach (var domain in all)
        {
            if (!free.Contains(domain) && !IsBelow(domain, all, unless: free) && !IsBelow(domain, free, unless: all))
                blocked.Add(domain);
        }
        blocked.Sort(StringComparer.Ordinal);
        var text = new StringBuilder(blocked.Count * 24);
        var length = 0;
        foreach (var domain in blocked)
        {
            if (length == 0 || length + domain.Length + 1 > LongestLine)
            {
                text.Append(length == 0 ? "" : "\n").Append("server=/");
                length = "server=/".Length;
            }
            text.Append(domain).Append('/');
            length += domain.Length + 1;
        }
        text.Append(length == 0 ? "" : "\n");
        // Below one that is blocked, the usual servers are asked for it.
        foreach (var domain in free.Where(domain => IsBelow(domain, all, unless: free)).Order(StringComparer.Ordinal))
            text.Append("server=/").Append(domain).Append("/#\n");
        return (text.ToString(), blocked.Count);
    }

    /// <summary>
    /// The nearest domain above it that either set has is one of <paramref name="of"/>: what is nearer counts.
    /// </summary>
    private static bool IsBelow(string domain, IReadOnlySet<string> of, IReadOnlySet<string> unless)
    {
        for (var dot = domain.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = domain.IndexOf('.', dot + 1))
        {
            var above = domain[(dot + 1)..];
            if (unless.Contains(above))
                return false;
            if (of.Contains(above))
                return true;
        }
        return false;
    }
}
