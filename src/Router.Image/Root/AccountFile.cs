using Router.Core.State;

namespace Router.Image.Root;

/// <summary>passwd, group and shadow: a line an account, its name up to the first colon.</summary>
internal static class AccountFile
{
    private const int NumberField = 2, DayOfChange = 2;

    /// <summary>The packages' accounts as they are, then those of ours whose name they lack.</summary>
    public static string Merge(string packages, string ours)
    {
        var lines = Lines(packages);
        var names = lines.Select(Name).ToHashSet();
        return string.Concat(lines.Concat(Lines(ours).Where(line => !names.Contains(Name(line)))).Select(line => line + "\n"));
    }

    /// <summary>
    /// What is wrong with the numbers of <paramref name="ours"/> in a merged file: another name has one of them, or the packages gave the
    /// name another one. Whoever has the number of another can read and write its files.
    /// </summary>
    public static IReadOnlyList<string> Clashes(string merged, string ours)
    {
        var lines = Lines(merged).Select(line => line.Split(':')).Where(fields => fields.Length > NumberField).ToList();
        return
        [
            .. from mine in Lines(ours).Select(line => line.Split(':'))
               from line in lines
               where line[0] == mine[0] != (line[NumberField] == mine[NumberField])
               select $"{mine[0]} is to have number {mine[NumberField]}, and {line[0]} has {line[NumberField]}",
        ];
    }

    /// <summary>Accounts of services as lines of passwd(5), each with its end.</summary>
    public static string Passwd(IEnumerable<ServiceAccount> accounts) =>
        Text(accounts, account => [$"{account.Name}:x:{account.User}:{account.Group}:{account.Name}:{account.Home}:/sbin/nologin"]);

    /// <summary>Their groups as lines of group(5).</summary>
    public static string Group(IEnumerable<ServiceAccount> accounts) =>
        Text(accounts, account =>
            [$"{account.Name}:x:{account.Group}:", .. account.Groups.Select(group => $"{group.Name}:x:{group.Id}:{account.Name}")]);

    /// <summary>As lines of shadow(5): no password opens them.</summary>
    public static string Shadow(IEnumerable<ServiceAccount> accounts) => Text(accounts, account => [$"{account.Name}:*:0:0:99999:7:::"]);

    /// <summary>
    /// Lines of shadow(5) without the day on which packages' scripts made them, which is the day of the build. An empty field is one that
    /// nobody looks at.
    /// </summary>
    public static string WithoutDays(string shadow) => string.Concat(Lines(shadow).Select(line =>
    {
        var fields = line.Split(':');
        if (fields.Length > DayOfChange && fields[DayOfChange] != "0")
            fields[DayOfChange] = "";
        return string.Join(':', fields) + "\n";
    }));

    private static string Text(IEnumerable<ServiceAccount> accounts, Func<ServiceAccount, IEnumerable<string>> lines) =>
        string.Concat(accounts.SelectMany(lines).Select(line => line + "\n"));

    private static List<string> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private static string Name(string line) => line.Split(':')[0];
}
