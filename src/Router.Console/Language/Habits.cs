using Router.Console.Sessions;

namespace Router.Console.Language;

/// <summary>
/// Words that people bring along from other routers, with what says it here. They are looked at when the words are no command of
/// ours; those that would be a path of ours, before.
/// </summary>
internal static class Habits
{
    private const string NothingToSave = "commit keeps what it applies, also for the next boot: there is nothing to save";

    private const string Changing = "configure, then set PATH VALUE or delete PATH, compare, commit";

    private static readonly (string Words, string Hint)[] Operational =
    [
        ("configure terminal", "configure"),
        ("configure exclusive", "configure; everybody has a candidate of their own, commit brings them together"),
        ("configure private", "configure; everybody has a candidate of their own, commit brings them together"),
        ("enable", "the role of the user decides what may be done; configure goes to the configuration"),
        ("write", NothingToSave),
        ("save", NothingToSave),
        ("copy", NothingToSave),
        ("show running-config", "show configuration"),
        ("show startup-config", "show configuration --startup"),
        ("show ip route", "show routes"),
        ("show ipv6 route", "show routes"),
        ("show route", "show routes"),
        ("show ip interface", "show interfaces"),
        ("show interfaces brief", "show interfaces"),
        ("show interfaces terse", "show interfaces"),
        ("show interfaces status", "show interfaces"),
        ("show interfaces description", "show interfaces"),
        ("show ip bgp", "show bgp"),
        ("show bgp summary", "show bgp"),
        ("show bgp neighbors", "show bgp"),
        ("show ip nhrp", "show mesh peers"),
        ("show nhrp", "show mesh peers"),
        ("show dmvpn", "show mesh"),
        ("show crypto", "show mesh, show mesh peers"),
        ("show vpn", "show mesh, show mesh peers"),
        ("show nat", "show sessions"),
        ("show ip nat", "show sessions"),
        ("show conntrack", "show sessions"),
        ("show security", "show sessions, show firewall"),
        ("show dhcp", "show leases"),
        ("show ip dhcp", "show leases"),
        ("show logging", "show log"),
        ("show log messages", "show log"),
        ("show access-lists", "show firewall"),
        ("show ip access-lists", "show firewall"),
        ("show clock", "show system"),
        ("show uptime", "show system"),
        ("show processes", "show system"),
        ("show memory", "show system"),
        ("show system uptime", "show system"),
        ("show system commit", "show history"),
        ("show system rollback", "compare rollback N, show configuration --generation NUMBER"),
        ("show commit", "show history"),
        ("reload", "reboot"),
        ("restart", "restart service NAME; reboot restarts the router"),
        ("request", "reboot, poweroff; images are flashed by routerctl"),
        ("shutdown", "poweroff"),
        ("halt", "poweroff"),
        ("clear", "mesh purge forgets what a mesh has learned; other tables are cleared by themselves"),
        ("debug", "monitor traffic INTERFACE, monitor mesh, monitor events"),
        ("tcpdump", "monitor traffic INTERFACE"),
        ("terminal", "| no-more behind a command"),
        ("logout", "exit"),
        ("bye", "exit"),
        ("end", "exit"),
        ("no", Changing),
        ("ip", Changing),
        ("interface", Changing),
        ("hostname", Changing),
        ("set", Changing),
        ("delete", Changing),
        ("run", "you are in operational mode: leave \"run\" out"),
        ("do", "you are in operational mode: leave \"do\" out"),
        ("import", "ssh admin@router commit-file < router.yaml"),
        ("export", "show configuration"),
        ("uci", "show configuration, configure"),
    ];

    private static readonly (string Words, string Hint)[] Configuration =
    [
        ("save", NothingToSave),
        ("write", NothingToSave),
        ("end", "exit; edits are kept for you, discard gives them up"),
        ("abort", "discard, then exit"),
        ("exit discard", "discard, then exit"),
        ("quit discard", "discard, then exit"),
        ("commit-confirm", "commit confirm [MINUTES]"),
        ("commit save", NothingToSave),
        ("commit synchronize", "commit; there is one routing engine"),
        ("commit at", "commit now, or commit confirm [MINUTES]"),
        ("configure", "you are in configuration mode"),
        ("merge", "load merge FILE, load merge terminal"),
        ("unset", "delete PATH"),
        ("undo", "delete PATH; discard gives up all edits"),
        ("remove", "delete PATH"),
        ("move", "insert firewall rules NAME before NAME; rename gives an entry another name"),
        ("replace", "set PATH VALUE takes the place of what is there"),
        ("comment", "annotate PATH TEXT"),
        ("disable", "deactivate PATH"),
        ("shutdown", "deactivate interfaces NAME"),
        ("enable", "activate PATH"),
        ("status", "compare"),
        ("clear", "discard gives up all edits"),
        ("interface", "edit interfaces NAME, set interfaces NAME KEY VALUE"),
        ("hostname", "set system hostname NAME"),
        ("ip", "set routes PREFIX via ADDRESS, set interfaces NAME addresses ADDRESS/LENGTH"),
        ("export", "show, show | display set"),
    ];

    /// <summary>These would be taken for a path, or for a command of ours.</summary>
    private static readonly (Mode Mode, string Words, string Hint)[] Paths =
    [
        (Mode.Operational, "show configuration commands", "show configuration | display set"),
        (Mode.Configuration, "show configuration", "show; run show configuration is what runs"),
        (Mode.Configuration, "show running-config", "run show configuration"),
        (Mode.Configuration, "show ip", "run show routes, run show interfaces, run show bgp"),
        (Mode.Configuration, "show route", "run show routes"),
        (Mode.Configuration, "copy running-config", NothingToSave),
    ];

    /// <summary>What says it here; null: no habit that is known. Words may be shortened.</summary>
    public static string? Find(Grammar grammar, Mode mode, IReadOnlyList<string> words)
    {
        if (words is ["no", ..] && mode == Mode.Configuration)
            return words.Count == 1 ? "delete PATH" : $"delete {string.Join(' ', words.Skip(1))}, with the path as it is written here";
        var known = mode == Mode.Configuration ? Configuration : Operational;
        // Where more of the words are ours, the habit is not what was meant.
        var ours = grammar.Narrow(mode, words).Used;
        return known
            .Where(habit => Begins(grammar, mode, words, habit.Words.Split(' '), ours))
            .OrderByDescending(habit => habit.Words.Length)
            .FirstOrDefault().Hint ?? OtherMode(grammar, mode, words);
    }

    /// <summary>As <see cref="Find"/>, for words that are a command of ours and yet not meant so.</summary>
    public static string? Meant(Mode mode, IReadOnlyList<string> words) =>
        Paths.FirstOrDefault(path => path.Mode == mode
            && words.Take(path.Words.Count(c => c == ' ') + 1).SequenceEqual(path.Words.Split(' '))).Hint;

    private static string? OtherMode(Grammar grammar, Mode mode, IReadOnlyList<string> words)
    {
        var other = mode == Mode.Configuration ? Mode.Operational : Mode.Configuration;
        var candidates = grammar.Narrow(other, words).Candidates;
        if (words.Count == 0 || candidates.Count == 0 || grammar.Narrow(mode, [words[0]]).Candidates.Count > 0)
            return null;
        return mode == Mode.Configuration ? $"run {string.Join(' ', words)}" : "configure first, it is a command of configuration mode";
    }

    private static bool Begins(Grammar grammar, Mode mode, IReadOnlyList<string> words, string[] habit, int ours)
    {
        if (words.Count < habit.Length || habit.Length < ours
            || (habit[0] != words[0] && grammar.In(mode).Any(c => c.WordList[0] == words[0])))
            return false;
        return words[0].Length > 1 && habit.Zip(words).All(pair => pair.First.StartsWith(pair.Second, StringComparison.Ordinal));
    }
}
