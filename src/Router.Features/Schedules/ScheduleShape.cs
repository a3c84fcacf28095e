using System.Globalization;
using Router.Core.Shapes;
using Router.Documents.Shapes;
using Router.Features.Firewall;

namespace Router.Features.Schedules;

internal static class ScheduleShape
{
    private const int MinutesOfAnHour = 60, HoursOfADay = 24;

    private static readonly ScalarShape<int> Time = new("time of the day", ParseTime, FormatTime)
    {
        ExampleText = "03:30",
        Pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$",
    };

    private static readonly ScalarShape<string> Command =
        Scalars.Text("command", "restart service dnsmasq", check: ScheduledCommands.Wrong);

    public static readonly MapShape<string, ScheduleConfig> Map = new(
        NameScalars.Label("name", "nightly"),
        new RecordShape<ScheduleConfig>("schedule", "Something that the router does by itself, by its clock.", () => new())
            .With("at", new ListShape<int>(Time), s => s.At, (s, v) => s with { At = v },
                "Times of the day, by the clock of system time-zone.")
            .WithValue("every", Scalars.Duration, s => s.Every, (s, v) => s with { Every = v },
                "In place of at: again and again, counted from midnight.")
            .With("days", new ListShape<DayOfWeek>(FirewallScalars.Day), s => s.Days, (s, v) => s with { Days = v },
                "Days on which it is done; without them each day.")
            .With("command", Command, s => s.Command, (s, v) => s with { Command = v },
                "A verb of the console: reboot, poweroff, fetch lists, restart service NAME.")
            .With("shell", NameScalars.Remark("rsync -a /data/files/ nas:/copies/"), s => s.Shell, (s, v) => s with { Shell = v },
                "In place of command: a line for the shell, which runs as root and for an hour at the most."));

    public static string FormatTime(int minutes) =>
        string.Create(CultureInfo.InvariantCulture, $"{minutes / MinutesOfAnHour:00}:{minutes % MinutesOfAnHour:00}");

    private static string? ParseTime(string text, out int value)
    {
        value = 0;
        if (text.Length != "00:00".Length || text[2] != ':'
            || !int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hour) || hour >= HoursOfADay
            || !int.TryParse(text.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var minute) || minute >= MinutesOfAnHour)
            return "is no time of the day: 00:00 to 23:59";
        value = (hour * MinutesOfAnHour) + minute;
        return null;
    }
}
