using System.CommandLine;
using System.Globalization;
using Router.Ctl.Cli;
using Router.Ctl.Controllers;
using Router.Ctl.Fleets.Edges;
using Router.Ctl.Push;
using Router.Fleet.Edges;
using Router.Fleet.Push;
using Router.Fleet.Statements;

namespace Router.Ctl.Fleets;

/// <summary><c>fleet status</c>: what devices sign that they run; of those that are away, what they signed last.</summary>
internal static class StatusVerb
{
    public static Command Create(Terminal terminal)
    {
        var (ask, controller, json) = (new AskOptions(), new ControllerOptions(), CommandExtensions.JsonOption());
        var newKey = new Option<bool>("--new-key")
        {
            Description = "Believe the keys and numbers that these devices show now in place of those that are known, after a reset or "
                + "with a new device.",
        };
        return new Command(
            "status",
            "Show what devices run beside what they are to run, since when and by whom, by statements that they sign; of a device that is "
                + "away, the last one.")
            .With([.. ask.All, newKey, .. controller.All, json])
            .Runs(async (result, stopping) =>
            {
                if (!controller.IsGiven(result))
                    return await RunAsync(terminal, ask.Read(result), result.GetValue(newKey), result.GetValue(json), stopping);
                using var connection = controller.Open(result);
                return await ControllerStatus.RunAsync(terminal, connection, ask.Read(result), result.GetValue(json), stopping);
            });
    }

    private static async Task<int> RunAsync(
        Terminal terminal, Asking asking, bool newKey, bool json, CancellationToken stopping)
    {
        var (book, devices, connector) = await asking.PrepareAsync(terminal, stopping);
        if (newKey && asking.Selector.Count == 0)
            throw Failure.Usage("--new-key for all devices is hardly meant", "name those that have another key");
        var records = new RecordFolder(book.State);
        var desk = new StatementDesk(records, new SystemClock()) { TakesNewKeys = newKey };
        var found = await asking.EachAsync(
            book.Make(devices), document => LookAsync(document, connector, desk, records, stopping), stopping);
        if (newKey)
            new AuditLog(book.State).Write("status --new-key", found.Select(one => one.Device), "the keys that they show now are believed");
        if (json)
            terminal.WriteJson(found, FleetStatusJson.Default.IReadOnlyListDeviceStanding);
        else
            Print(terminal, found);
        return Array.TrueForAll(found, one => one.Trouble is null) ? ExitCode.Done : ExitCode.Input;
    }

    private static async Task<DeviceStanding> LookAsync(
        DeviceDocument document, IDeviceConnector connector, StatementDesk desk, RecordFolder records, CancellationToken stopping)
    {
        var name = document.Device.Name;
        var (reachable, trouble) = (false, (string?)null);
        try
        {
            await using var session = await connector.ConnectAsync(document.Device.Device, stopping);
            reachable = true;
            trouble = (await desk.AskAsync(session, name, stopping)).Trouble;
        }
        catch (IOException e)
        {
            trouble = e.Message;
        }
        var isOld = trouble is not null;
        var isGood = document.Problems.Count == 0;
        if (!isGood)
            trouble ??= $"its document is wrong: {document.Problems[0].ToString(document.File)}";
        var record = records.Read(name);
        return new DeviceStanding(
            name, isGood ? RunStates.Of(record, document.Text, DocumentText.AsStored(document.Text)) : RunState.Unknown,
            reachable, isOld && record is not null, record?.Heard,
            record is null ? null : (long)(DateTimeOffset.Now - record.Heard).TotalSeconds, record?.Statement, trouble);
    }

    private static void Print(Terminal terminal, DeviceStanding[] found)
    {
        Table.Print(terminal,
        [
            ["DEVICE", "RUNS", "HEARD", "IMAGE", "SINCE", "BY", "NOTE"],
            .. found.Select(one => (string[])
            [
                one.Device, one.Runs.ToString().ToLowerInvariant(), Heard(one), one.Statement?.Image ?? "-",
                one.Statement?.Since?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "-",
                one.Statement?.By ?? "-", Note(one),
            ]),
        ]);
        var counts = found.GroupBy(one => one.Runs).OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}");
        var (old, silent) = (found.Count(one => one.Old), found.Count(one => !one.Reachable));
        terminal.Out.WriteLine(
            $"{(found.Length == 1 ? "1 device" : $"{found.Length} devices")}: {string.Join(", ", counts)}"
            + (old > 0 ? $"; {old} by an old statement" : "") + (silent > 0 ? $"; {silent} not reached" : ""));
    }

    private static string Heard(DeviceStanding one) => one switch
    {
        { AgeSeconds: null } => "never",
        { Old: false } => "now",
        _ => $"{Age.Of(TimeSpan.FromSeconds(one.AgeSeconds.Value))} ago",
    };

    private static string Note(DeviceStanding one) => string.Join("; ", ((string?[])
    [
        one.Old ? "old" : null,
        one.Statement is { Confirmed: false, ConfirmBefore: { } before }
            ? $"goes back at {before.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture)} unless it is confirmed" : null,
        one.Trouble,
    ]).OfType<string>());
}
