using System.CommandLine;
using System.Text.Json.Serialization;
using Router.Ctl.Cli;
using Router.Ctl.Fleets.Edges;
using Router.Fleet.Edges;
using Router.Fleet.Inventories;
using Router.Fleet.Push;
using Router.Fleet.Statements;

namespace Router.Ctl.Fleets;

/// <summary><c>fleet drift</c>: what devices run beside what was last pushed to them from here. Nothing is changed there.</summary>
internal static class DriftVerb
{
    public static Command Create(Terminal terminal)
    {
        var (ask, json) = (new AskOptions(), CommandExtensions.JsonOption());
        return new Command(
            "drift",
            "Show what differs between what devices run and what was last pushed to them from here. Exit code 1: something does, or a "
                + "device is not known.")
            .With([.. ask.All, json])
            .Runs((result, stopping) => RunAsync(terminal, ask.Read(result), result.GetValue(json), stopping));
    }

    private static async Task<int> RunAsync(Terminal terminal, Asking asking, bool json, CancellationToken stopping)
    {
        var (book, devices, connector) = await asking.PrepareAsync(terminal, stopping);
        var records = new RecordFolder(book.State);
        var desk = new StatementDesk(records, new SystemClock());
        var found = await asking.EachAsync(
            devices, device => LookAsync(device, connector, desk, records, stopping), stopping);
        if (json)
            terminal.WriteJson(found, FleetDriftJson.Default.IReadOnlyListDeviceDrift);
        else
            Print(terminal, found);
        return Array.TrueForAll(found, one => one is { Drifts: false, Trouble: null }) ? ExitCode.Done : ExitCode.Input;
    }

    private static async Task<DeviceDrift> LookAsync(
        FleetDevice device, IDeviceConnector connector, StatementDesk desk, RecordFolder records, CancellationToken stopping)
    {
        var drift = new DeviceDrift(device.Name, null, false, null, [], null);
        try
        {
            if (records.Read(device.Name)?.Pushed is not { } pushed)
                return drift with { Trouble = "nothing was pushed to it from here" };
            drift = drift with { Pushed = pushed.At };
            await using var session = await connector.ConnectAsync(device.Device, stopping);
            var heard = await desk.AskAsync(session, device.Name, stopping);
            if (heard.Statement is not { } said)
                return drift with { Trouble = heard.Trouble };
            if (said.Document == pushed.Runs)
                return drift;
            return drift with
            {
                Drifts = true,
                By = $"{said.By}{(said.Since is { } since ? $", {since.ToLocalTime():yyyy-MM-dd HH:mm:ss}" : "")}"
                    + $"{(said.Comment is { } why ? $", {why}" : "")}{(said.Confirmed ? "" : ", not confirmed")}",
                Lines = DocumentChanges.Of(pushed.Text, await session.RunningAsync(stopping)),
            };
        }
        catch (IOException e)
        {
            return drift with { Trouble = e.Message };
        }
    }

    private static void Print(Terminal terminal, DeviceDrift[] found)
    {
        foreach (var one in found.Where(one => one.Drifts || one.Trouble is not null))
        {
            terminal.Out.WriteLine(Printable.Line($"==> {one.Device}: {one.Trouble ?? $"another configuration, by {one.By}"}"));
            foreach (var line in one.Lines)
                terminal.Out.WriteLine(Printable.Line(line));
        }
        var (drifting, unknown) = (found.Count(one => one.Drifts), found.Count(one => one.Trouble is not null));
        terminal.Out.WriteLine(
            $"{(found.Length == 1 ? "1 device" : $"{found.Length} devices")}: {found.Length - drifting - unknown} as pushed, {drifting} not"
            + (unknown > 0 ? $", {unknown} not known" : ""));
    }
}

/// <param name="Device">Its name.</param>
/// <param name="Pushed">When it was last pushed to from here; null: it was not.</param>
/// <param name="Drifts">It signs that it runs another document.</param>
/// <param name="By">Who committed that, when and why; null: it does not drift.</param>
/// <param name="Lines">From what was pushed to what runs, as <c>diff -u</c> has them.</param>
/// <param name="Trouble">Why nothing is known of it; null: something is.</param>
internal sealed record DeviceDrift(
    string Device, DateTimeOffset? Pushed, bool Drifts, string? By, IReadOnlyList<string> Lines, string? Trouble);

[JsonSerializable(typeof(IReadOnlyList<DeviceDrift>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class FleetDriftJson : JsonSerializerContext;
