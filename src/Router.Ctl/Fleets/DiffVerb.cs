using System.CommandLine;
using System.Text.Json.Serialization;
using Router.Ctl.Cli;
using Router.Ctl.Push;
using Router.Fleet.Push;

namespace Router.Ctl.Fleets;

/// <summary><c>fleet diff</c>: what devices run, beside what they are to run. Nothing is changed there.</summary>
internal static class DiffVerb
{
    public static Command Create(Terminal terminal)
    {
        var (ask, json) = (new AskOptions(), CommandExtensions.JsonOption());
        return new Command("diff", "Show what differs between what devices run and their documents.")
            .With([.. ask.All, json])
            .Runs((result, stopping) => RunAsync(terminal, ask.Read(result), result.GetValue(json), stopping));
    }

    private static async Task<int> RunAsync(Terminal terminal, Asking asking, bool json, CancellationToken stopping)
    {
        var (book, devices, connector) = await asking.PrepareAsync(terminal, stopping);
        var found = await asking.EachAsync(
            book.Make(devices), document => CompareAsync(document, connector, stopping), stopping);
        if (json)
            terminal.WriteJson(found, FleetDiffJson.Default.IReadOnlyListDeviceDifference);
        else
            Print(terminal, found);
        return Array.TrueForAll(found, one => one.Trouble is null) ? ExitCode.Done : ExitCode.Input;
    }

    private static async Task<DeviceDifference> CompareAsync(
        DeviceDocument document, IDeviceConnector connector, CancellationToken stopping)
    {
        var device = document.Device;
        if (document.Problems.Count > 0)
            return new DeviceDifference(device.Name, [], $"its document is wrong: {document.Problems[0].ToString(document.File)}");
        try
        {
            var running = await DeviceAnswers.RunningAsync(connector, device.Device, stopping);
            return new DeviceDifference(device.Name, DocumentChanges.Of(running, document.Text), null);
        }
        catch (IOException e)
        {
            return new DeviceDifference(device.Name, [], e.Message);
        }
    }

    private static void Print(Terminal terminal, DeviceDifference[] found)
    {
        foreach (var one in found.Where(one => one.Lines.Count > 0 || one.Trouble is not null))
        {
            terminal.Out.WriteLine(Printable.Line($"==> {one.Device}{(one.Trouble is { } trouble ? $": {trouble}" : "")}"));
            foreach (var line in one.Lines)
                terminal.Out.WriteLine(Printable.Line(line));
        }
        var (same, other) = (found.Count(one => one is { Lines.Count: 0, Trouble: null }), found.Count(one => one.Lines.Count > 0));
        var unknown = found.Count(one => one.Trouble is not null);
        terminal.Out.WriteLine(
            $"{(found.Length == 1 ? "1 device" : $"{found.Length} devices")}: {same} as they are to be, {other} not"
            + (unknown > 0 ? $", {unknown} not known" : ""));
    }
}

/// <param name="Device">Its name.</param>
/// <param name="Lines">As <c>diff -u</c> has them; none: it runs its document.</param>
/// <param name="Trouble">Why nothing is known of it; null: something is.</param>
internal sealed record DeviceDifference(string Device, IReadOnlyList<string> Lines, string? Trouble);

[JsonSerializable(typeof(IReadOnlyList<DeviceDifference>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class FleetDiffJson : JsonSerializerContext;
