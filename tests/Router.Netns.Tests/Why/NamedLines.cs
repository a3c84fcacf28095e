using Router.Core.Flows;

namespace Router.Netns.Tests.Why;

/// <summary>
/// What the lines that an answer names have to say, told from what arrived alone: whatever changed the packet, chose its way or
/// stopped it stands in a line that is named, and that line has the address that is seen. For documents with an entry a line.
/// </summary>
internal static class NamedLines
{
    /// <summary>All kinds of causes that these documents can have.</summary>
    public static readonly SortedSet<string> Kinds =
    [
        "firewall marks", "firewall nat destination", "firewall nat forwards", "firewall nat masquerade", "firewall nat one-to-one",
        "firewall nat source",
        "firewall policies", "firewall rules", "firewall sets", "interfaces", "routes", "routing rules", "routing tables",
        "nothing at firewall policies",
    ];

    public static string KindOf(FlowCause cause)
    {
        var words = cause.Path.Split(' ');
        var kind = words[0] is "firewall" && words[1] is "nat" ? string.Join(' ', words[..3])
            : words[0] is "firewall" or "routing" ? string.Join(' ', words[..2])
            : words[0];
        return cause.Line == 0 ? $"nothing at {kind}" : kind;
    }

    public static void Check(FlowAnswer answer, string document, string sent, Arrival? arrival, string story)
    {
        var lines = document.Split('\n');
        Assert.All(answer.Causes, cause => Assert.True(cause.Line == 0 || lines[cause.Line - 1].Trim() == cause.Text, story));
        foreach (var cause in answer.Causes.Where(
            cause => cause.Line > 0 && cause.Path.StartsWith("firewall rules", StringComparison.Ordinal)))
            CheckSets(answer, cause.Text, story);
        if (arrival is not null)
        {
            CheckTranslations(answer, Ends(sent), Ends(arrival.Text), story);
            CheckWay(answer, arrival, story);
        }
        else if (answer.Verdict is FlowVerdict.Dropped or FlowVerdict.Rejected)
        {
            Assert.True(answer.Causes.Any(cause => Of(cause, "firewall rules", "firewall policies", "firewall nat masquerade")), story);
        }
    }

    /// <summary>A rule that names sets only matched by one of them.</summary>
    private static void CheckSets(FlowAnswer answer, string rule, string story)
    {
        if (rule.Contains("@listed", StringComparison.Ordinal))
            Assert.True(
                answer.Causes.Any(
                    cause => cause.Path == "firewall sets listed file" && cause.Text.Contains("listed.txt", StringComparison.Ordinal)),
                story);
        if (rule.Contains("@some", StringComparison.Ordinal))
            Assert.True(answer.Causes.Any(cause => Of(cause, "firewall sets some")), story);
    }

    private static void CheckTranslations(FlowAnswer answer, (string From, string To) sent, (string From, string To) arrived, string story)
    {
        if (sent.To != arrived.To)
            Assert.True(
                answer.Causes.Count(cause => Of(cause, "firewall nat forwards", "firewall nat destination", "firewall nat one-to-one")
                    && Says(cause, Address(arrived.To)))
                    == 1,
                story);
        if (sent.From != arrived.From)
        {
            Assert.True(answer.Causes.Any(cause =>
                Of(cause, "firewall nat masquerade")
                || (Of(cause, "firewall nat source", "firewall nat one-to-one", "interfaces") && Says(cause, Address(arrived.From)))),
                story);
        }
        else
        {
            Assert.DoesNotContain(answer.Causes, cause => Of(cause, "firewall nat source", "firewall nat masquerade"));
        }
    }

    /// <summary>Where it arrived is where the route that is named leads to, and the rule that chose the table is named with it.</summary>
    private static void CheckWay(FlowAnswer answer, Arrival arrival, string story)
    {
        var isHost = arrival.Host < WhyDocument.Zones.Length;
        Assert.True(isHost ? answer.Route?.Zone == WhyDocument.Zones[arrival.Host] : answer.Route?.Table == "local", story);
        if (!arrival.Text.Contains($"-> {WhyDocument.Remote}:", StringComparison.Ordinal))
            return;
        Assert.True(
            answer.Causes.Count(cause => Of(cause, "routes", "routing tables") && Says(cause, WhyDocument.Hosts[arrival.Host])) == 1,
            story);
        Assert.True(answer.Causes.Any(cause => Of(cause, "routing rules")) || answer.Route!.Table == "main", story);
    }

    private static bool Of(FlowCause cause, params string[] kinds) =>
        kinds.Any(kind => cause.Path.StartsWith(kind, StringComparison.Ordinal));

    private static bool Says(FlowCause cause, string address) => cause.Text.Contains(address, StringComparison.Ordinal);

    private static string Address(string end) => end[..end.LastIndexOf(':')];

    private static (string From, string To) Ends(string packet) => (packet.Split(" -> ")[0], packet.Split(" -> ")[1]);
}
