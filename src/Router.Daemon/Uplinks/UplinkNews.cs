using Router.Documents;

namespace Router.Daemon.Uplinks;

/// <summary>What of the uplinks has not been told yet. The same is told once.</summary>
internal sealed class UplinkNews
{
    private readonly Dictionary<string, bool> states = [];
    private ValueList<string> ipv4 = [], ipv6 = [];
    private IReadOnlyList<string> refusals = [];

    /// <summary>Without an uplink: what is said of all of them.</summary>
    public IReadOnlyList<(string? Uplink, string What)> Of(UplinkMachine machine)
    {
        var told = new List<(string?, string)>();
        foreach (var judge in machine.Judges)
        {
            var name = judge.Settings.Name;
            // One that is new and good is no news.
            if (states.TryGetValue(name, out var before) ? before != judge.IsGood : !judge.IsGood)
                told.Add((name, judge.IsGood ? $"is good again: {judge.Why}" : $"is down: {judge.Why}"));
            states[name] = judge.IsGood;
        }
        foreach (var gone in states.Keys.Except(machine.Judges.Select(judge => judge.Settings.Name)).ToList())
            states.Remove(gone);
        Add(told, "IPv4", ref ipv4, machine.Choice.IPv4);
        Add(told, "IPv6", ref ipv6, machine.Choice.IPv6);
        return told;
    }

    /// <summary>Of what the kernel refused, what it had not refused the last time.</summary>
    public IReadOnlyList<string> Refused(IReadOnlyList<string> now)
    {
        var fresh = now.Except(refusals).ToList();
        refusals = now;
        return fresh;
    }

    private static void Add(List<(string?, string)> told, string family, ref ValueList<string> before, ValueList<string> now)
    {
        if (!before.Equals(now))
            told.Add((null, now.Count == 0 ? $"none leads anywhere ({family})" : $"{family} goes by {string.Join(" and ", now)}"));
        before = now;
    }
}
