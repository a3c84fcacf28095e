using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Serialization;
using Router.Ctl.Cli;
using Router.Ctl.Fleets.Edges;
using Router.Fleet.Inventories;
using Router.Fleet.Push;

namespace Router.Ctl.Fleets;

/// <summary><c>fleet run SELECTOR -- VERB</c>: a verb of the console on many devices; those that say the same are shown together.</summary>
internal static class FleetRunVerb
{
    public static Command Create(Terminal terminal)
    {
        var (ask, json) = (new AskOptions(), CommandExtensions.JsonOption());
        return new Command(
            "run",
            "Run a verb of the console on devices: run SELECTOR -- VERB. Devices that say the same are shown together.")
            .With([.. ask.All, json])
            .Runs((result, stopping) =>
            {
                List<string> words =
                    [.. result.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Skip(1).Select(token => token.Value)];
                if (words.Count == 0)
                    throw Failure.Usage("no verb is given", "fleet run SELECTOR -- show version");
                var given = ask.Read(result);
                var asking = given with { Selector = [.. given.Selector.SkipLast(words.Count)] };
                return RunAsync(terminal, asking, string.Join(' ', words), result.GetValue(json), stopping);
            });
    }

    private static async Task<int> RunAsync(
        Terminal terminal, Asking asking, string verb, bool json, CancellationToken stopping)
    {
        var (book, devices, connector) = await asking.PrepareAsync(terminal, stopping);
        var found = await asking.EachAsync(devices, device => AskAsync(device, verb, connector, stopping), stopping);
        var isGood = Array.TrueForAll(found, one => one.ExitCode == 0);
        new AuditLog(book.State).Write(
            "run", found.Select(one => one.Device), $"{verb}: {found.Count(one => one.ExitCode == 0)} of {found.Length} did it");
        if (json)
            terminal.WriteJson(found, FleetRunJson.Default.IReadOnlyListDeviceAnswer);
        else
            Print(terminal, found);
        return isGood ? ExitCode.Done : ExitCode.Input;
    }

    private static async Task<DeviceAnswer> AskAsync(
        FleetDevice device, string verb, IDeviceConnector connector, CancellationToken stopping)
    {
        try
        {
            await using var session = await connector.ConnectAsync(device.Device, stopping);
            var answer = await session.RunAsync(verb, default, stopping);
            return new DeviceAnswer(device.Name, answer.ExitCode, answer.Out, answer.Error, null);
        }
        catch (IOException e)
        {
            return new DeviceAnswer(device.Name, null, "", "", e.Message);
        }
    }

    private static void Print(Terminal terminal, DeviceAnswer[] found)
    {
        foreach (var same in found.GroupBy(one => one with { Device = "" }))
        {
            var (says, names) = (same.Key, same.Select(one => one.Device).ToList());
            var ended = says switch
            {
                { Trouble: { } trouble } => $": {trouble}",
                { ExitCode: 0 } => "",
                { ExitCode: { } code } => $": exit code {code}",
                _ => ": it was ended by a signal",
            };
            terminal.Out.WriteLine(Printable.Line(
                $"==> {string.Join(", ", names)}{(names.Count > 1 ? $" ({names.Count} devices)" : "")}{ended}"));
            foreach (var line in Lines(says.Output).Concat(Lines(says.Error)))
                terminal.Out.WriteLine(Printable.Line(line));
        }
    }

    private static IEnumerable<string> Lines(string text) =>
        text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n').Select(line => line.TrimEnd('\r'));
}

/// <param name="Device">Its name.</param>
/// <param name="ExitCode">Of the verb; null: a signal ended it, or it was not run.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="Error">And on standard error.</param>
/// <param name="Trouble">Why it was not run, or what became of it is not known; null: nothing is wrong.</param>
internal sealed record DeviceAnswer(string Device, int? ExitCode, string Output, string Error, string? Trouble);

[JsonSerializable(typeof(IReadOnlyList<DeviceAnswer>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class FleetRunJson : JsonSerializerContext;
