using System.Globalization;
using System.Net;
using Router.Bench.Mesh;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return args switch
{
    ["flood", var hub, var first, var count, var window, var pass] =>
        Flood.Run(new FloodPlan(IPAddress.Parse(hub), Number(first), Number(count), Number(window), Number(pass))),
    ["burst", var hub, var first, var count, var pass] =>
        Flood.Run(new FloodPlan(IPAddress.Parse(hub), Number(first), Number(count), Number(count), Number(pass)) { Retries = false }),
    ["stay", var hub, var first, var count, var pass, var seconds] => Flood.Run(
        new FloodPlan(IPAddress.Parse(hub), Number(first), Number(count), 64, Number(pass))
        {
            Stay = TimeSpan.FromSeconds(Number(seconds))
        }),
    ["start", var seconds, .. var command] => Start.Run(TimeSpan.FromSeconds(Number(seconds)), command),
    ["shortcut", var from, var to, var hub, var count, var microseconds] =>
        Shortcut.Run(IPAddress.Parse(from), IPAddress.Parse(to), IPAddress.Parse(hub), Number(count), Number(microseconds)),
    ["spent", .. var command] => Spent.Run(command),
    ["report", var results, var points] => Report.Run(results, points),
    _ => Usage(),
};

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("""
        flood HUB FIRST COUNT WINDOW PASS       registers spokes FIRST, ... at HUB, WINDOW of them unanswered at a time
        burst HUB FIRST COUNT PASS              the same, all at once and each once
        stay HUB FIRST COUNT PASS SECONDS       registers spokes that register again when the hub says that it knows them no longer
        start SECONDS COMMAND...                starts a daemon and says when its registration was answered
        shortcut FROM TO HUB COUNT MICROSECONDS pings, and says when the first went straight to the other spoke
        spent COMMAND...                        how long a command takes, and what it wrote
        report RESULTS POINTS                   the table, as Markdown, and the points of its plot
        """);
    return 2;
}
