using System.CommandLine;
using System.Text.Json.Serialization;
using Router.Ctl.Cli;
using Router.Ctl.Fleets.Edges;
using Router.Ctl.Push;
using Router.Documents;

namespace Router.Ctl.Fleets;

/// <summary><c>fleet check</c>: everything that can be wrong without a connection, at once.</summary>
internal static class CheckVerb
{
    private const int Shown = 200;

    public static Command Create(Terminal terminal)
    {
        var (inventory, json) = (FleetOptions.Inventory(), CommandExtensions.JsonOption());
        var selector = FleetOptions.Selector(inventory);
        var secrets = new Option<bool>("--secrets") { Description = "Also get every secret that a document names, and forget it." };
        return new Command(
            "check",
            "Make and check the documents of all devices, without any of them: FILE:LINE:COLUMN: PATH: message [devices], a line a "
                + "problem.")
            .With(selector, inventory, secrets, json)
            .Runs(result => Run(
                terminal, result.GetRequiredValue(inventory), result.GetValue(selector) ?? [], result.GetValue(secrets),
                result.GetValue(json)));
    }

    private static int Run(Terminal terminal, string inventory, string[] selector, bool secrets, bool json)
    {
        var book = FleetBook.Read(inventory, terminal);
        var check = book.Problems.Count > 0
            ? new FleetCheck(0, [.. book.Problems.Select(problem => FleetFault.Of(book.File, problem))], [])
            : Check(book, selector, secrets);
        if (json)
            terminal.WriteJson(check, FleetCheckJson.Default.FleetCheck);
        else
            Print(terminal, check, inventory);
        return check.Problems.Count == 0 ? ExitCode.Done : ExitCode.Input;
    }

    private static FleetCheck Check(FleetBook book, string[] selector, bool secrets)
    {
        var documents = book.Make(book.Select(selector));
        var store = new SecretStore(book.Folder);
        var problems = FleetFault.Of(documents, document => document.Problems.Concat(SecretFaults(book, document, store, secrets)));
        var notes = FleetFault.Of(documents, document => document.Advice.Concat(Unsourced(book, document)));
        return new FleetCheck(documents.Count, problems, notes);
    }

    private static IEnumerable<Problem> SecretFaults(FleetBook book, DeviceDocument document, SecretStore store, bool get) =>
        document.Secrets
        .Where(document.Device.Secrets.ContainsKey)
        .Select(name => (Name: name, Why: store.WhyNot(document.Device.Secrets[name], get)))
        .Where(one => one.Why is not null)
        .Select(one => book.At(one.Why!, null, "secrets", one.Name));

    private static IEnumerable<Problem> Unsourced(FleetBook book, DeviceDocument document) => document.Secrets
        .Where(name => !document.Device.Secrets.ContainsKey(name))
        .Select(name => book.At($"nothing says where {name} is to be had: the device has to have it already", null, "secrets", name));

    private static void Print(Terminal terminal, FleetCheck check, string file)
    {
        foreach (var fault in check.Problems.Take(Shown))
            terminal.Out.WriteLine(fault.Words(check.Devices));
        if (check.Problems.Count > Shown)
            terminal.Out.WriteLine($"{file}: and {check.Problems.Count - Shown} problems more, {check.Problems.Count} in all");
        foreach (var note in check.Notes.Take(Shown))
            terminal.Out.WriteLine(note.Words(check.Devices, "note: "));
        if (check.Problems.Count == 0 && terminal.Interactive)
            terminal.Error.WriteLine($"{file}: {check.Devices} devices are good");
    }
}

/// <param name="Devices">How many were looked at.</param>
/// <param name="Problems">None: all of it is good.</param>
/// <param name="Notes">What is allowed and probably not meant.</param>
internal sealed record FleetCheck(int Devices, IReadOnlyList<FleetFault> Problems, IReadOnlyList<FleetFault> Notes);

[JsonSerializable(typeof(FleetCheck))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class FleetCheckJson : JsonSerializerContext;
