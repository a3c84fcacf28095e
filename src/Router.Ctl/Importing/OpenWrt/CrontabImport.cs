using System.Globalization;
using System.Text.RegularExpressions;

namespace Router.Ctl.Importing.OpenWrt;

/// <summary>
/// <c>etc/crontabs/root</c>: MINUTE HOUR DAY MONTH WEEKDAY COMMAND. What is a verb of ours becomes one; other lines call what is OpenWrt's
/// own, and are told.
/// </summary>
internal sealed partial class CrontabImport(ImportContext context)
{
    private const string Any = "*";
    private const int MinutesOfAnHour = 60, HoursOfADay = 24, MostTimes = 48;

    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private readonly Names names = new("job");

    public void Run()
    {
        for (var i = 0; i < context.Files.Crontab.Count; i++)
        {
            var text = context.Files.Crontab[i].Trim();
            if (text.Length > 0 && text[0] != '#')
                One(text, new SourceLine(OpenWrtFiles.CrontabPath, i + 1, "crontab"));
        }
    }

    private void One(string text, SourceLine line)
    {
        var words = text.Split((char[])[' ', '\t'], 6, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 6)
        {
            context.Ledger.Say(line, Fate.NotSayable, "the line says no time, or no command");
            return;
        }
        if (Command(words[5]) is not { } command)
        {
            context.Ledger.Say(line, Fate.NotSayable, "its command may be there no longer: system schedule NAME shell takes one that is");
            return;
        }
        if (words[2] != Any || words[3] != Any)
        {
            context.Ledger.Say(line, Fate.NotSayable, "there is no word for days of a month");
            return;
        }
        if (Every(words[0], words[1]) is { } every)
            Write(line, command, words[4], path => context.Draft.Set([line], every, [.. path, "every"]));
        else if (Times(words[0], words[1]) is { } times)
            Write(line, command, words[4], path => times.ForEach(time => context.Draft.Add([line], time, [.. path, "at"])));
        else
            context.Ledger.Say(line, Fate.NotSayable, "there is no word for these times");
    }

    private void Write(SourceLine line, string command, string days, Action<string[]> times)
    {
        if (Weekdays(days) is not { } on)
        {
            context.Ledger.Say(line, Fate.NotSayable, "there is no word for these days");
            return;
        }
        string[] path = ["system", "schedule", names.Of(command)];
        times(path);
        foreach (var day in on)
            context.Draft.Add([line], day, [.. path, "days"]);
        context.Draft.Set([line], command, [.. path, "command"]);
    }

    /// <summary><c>*/5 *</c> is <c>5m</c>, <c>0 */2</c> is <c>2h</c>; null: it is several times, or one.</summary>
    private static string? Every(string minute, string hour) => (minute, hour) switch
    {
        (Any, Any) => "1m",
        (['*', '/', .. var step], Any) when Goes(step, MinutesOfAnHour) => $"{step}m",
        ("0", Any) => "1h",
        ("0", ['*', '/', .. var step]) when Goes(step, HoursOfADay) => $"{step}h",
        _ => null,
    };

    /// <summary>Into it, so that it goes on evenly at its end.</summary>
    private static bool Goes(string step, int into) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && into % number == 0;

    private static List<string>? Times(string minute, string hour) =>
        Numbers(minute, MinutesOfAnHour - 1) is { } minutes && Numbers(hour, HoursOfADay - 1) is { } hours
            && minutes.Count * hours.Count is > 0 and <= MostTimes
            ? [.. from h in hours from m in minutes select string.Create(CultureInfo.InvariantCulture, $"{h:00}:{m:00}")]
            : null;

    /// <summary>Empty: each; null: there is no word for it.</summary>
    private static List<string>? Weekdays(string text)
    {
        if (text == Any)
            return [];
        var named = Days.Aggregate(
            text.ToLowerInvariant(), (all, day) => all.Replace(day, $"{Array.IndexOf(Days, day)}", StringComparison.Ordinal));
        return Numbers(named, Days.Length) is { } numbers ? [.. numbers.Select(number => Days[number % Days.Length]).Distinct()] : null;
    }

    /// <summary><c>1,3-5</c>, <c>*/6</c>.</summary>
    private static List<int>? Numbers(string text, int last)
    {
        var all = new SortedSet<int>();
        foreach (var part in text.Split(','))
        {
            var match = Part().Match(part);
            if (!match.Success)
                return null;
            var first = match.Groups[1].Value == Any ? 0 : Number(match.Groups[1]);
            var end = match.Groups[1].Value == Any ? last : match.Groups[2].Success ? Number(match.Groups[2]) : first;
            var step = match.Groups[3].Success ? Number(match.Groups[3]) : 1;
            if (step == 0 || end > last)
                return null;
            for (var number = first; number <= end; number += step)
                all.Add(number);
        }
        return [.. all];
    }

    private static int Number(Group group) => int.Parse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>
    /// A verb of ours; null: it is another. OpenWrt's own advice has a reboot wait and touch a file first, for its clock stands still
    /// meanwhile.
    /// </summary>
    private static string? Command(string text) =>
        Reboot().IsMatch(text) ? "reboot" : Restart().Match(text) is { Success: true } restart ? Service(restart.Groups[1].Value) : null;

    private static string? Service(string there) => there switch
    {
        "dnsmasq" => "restart service dnsmasq",
        "sysntpd" => "restart service chronyd",
        "dropbear" => "restart service sshd",
        _ => null,
    };

    [GeneratedRegex(@"^(\*|[0-9]{1,2})(?:-([0-9]{1,2}))?(?:/([0-9]{1,2}))?\z")]
    private static partial Regex Part();

    [GeneratedRegex(@"^(sleep [0-9]+ *(&&|;) *)?(touch [a-z/]+ *(&&|;) *)?(/sbin/)?reboot\z")]
    private static partial Regex Reboot();

    [GeneratedRegex(@"^/etc/init\.d/([a-z0-9_-]+) (?:restart|reload)\z")]
    private static partial Regex Restart();
}
