using System.CommandLine;
using System.Text.Json.Serialization;
using Router.Ctl.Cli;
using Router.Ctl.Fleets.Edges;
using Router.Fleet.Inventories;
using Router.Fleet.Push;

namespace Router.Ctl.Fleets;

/// <summary><c>fleet backup --to DIR</c>: the backup of each device, as its console writes it.</summary>
internal static class FleetBackupVerb
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(2);

    public static Command Create(Terminal terminal)
    {
        var (ask, json) = (new AskOptions(), CommandExtensions.JsonOption());
        var to = new Option<string?>("--to")
        {
            Description = "The folder for NAME.apkovl.tar.gz of each; for its owner alone, since they hold secrets.",
            HelpName = "DIR",
        };
        return new Command(
            "backup",
            "Get the backup of each device, which restore and Alpine's lbu read. One that is there is replaced when the new one is whole.")
            .With([.. ask.All, to, json])
            .Runs((result, stopping) => RunAsync(
                terminal, ask.Read(result),
                result.GetValue(to) ?? throw Failure.Usage("no folder is named", "give --to DIR"), result.GetValue(json), stopping));
    }

    private static async Task<int> RunAsync(Terminal terminal, Asking asking, string to, bool json, CancellationToken stopping)
    {
        var (book, devices, connector) = await asking.PrepareAsync(terminal, stopping);
        BackupFiles.Make(to);
        var found = await asking.EachAsync(devices, device => KeepAsync(device, to, connector, stopping), stopping);
        new AuditLog(book.State).Write(
            "backup", found.Select(one => one.Device), $"{found.Count(one => one.File is not null)} of {found.Length} are in {to}");
        if (json)
            terminal.WriteJson(found, FleetBackupJson.Default.IReadOnlyListKeptBackup);
        else
            Print(terminal, found);
        return Array.TrueForAll(found, one => one.Trouble is null) ? ExitCode.Done : ExitCode.Input;
    }

    private static async Task<KeptBackup> KeepAsync(
        FleetDevice device, string to, IDeviceConnector connector, CancellationToken stopping)
    {
        byte[] archive;
        try
        {
            await using var session = await connector.ConnectAsync(device.Device, stopping);
            archive = await DeviceBackup.MakeAsync(session, Within, stopping);
        }
        catch (IOException e)
        {
            return new KeptBackup(device.Name, null, 0, e.Message);
        }
        return new KeptBackup(device.Name, BackupFiles.Write(to, device.Name, archive), archive.Length, null);
    }

    private static void Print(Terminal terminal, KeptBackup[] found)
    {
        foreach (var one in found)
            terminal.Out.WriteLine(Printable.Line($"{one.Device}: {(one.File is { } file ? $"{file}, {one.Bytes} bytes" : one.Trouble)}"));
        terminal.Out.WriteLine(
            $"{(found.Length == 1 ? "1 device" : $"{found.Length} devices")}: "
            + $"{found.Count(one => one.File is not null)} kept; they hold secrets");
    }
}

/// <param name="Device">Its name.</param>
/// <param name="File">Where it is; null: there is none of now.</param>
/// <param name="Bytes">How many it has.</param>
/// <param name="Trouble">Why there is none; null: there is.</param>
internal sealed record KeptBackup(string Device, string? File, long Bytes, string? Trouble);

[JsonSerializable(typeof(IReadOnlyList<KeptBackup>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class FleetBackupJson : JsonSerializerContext;
