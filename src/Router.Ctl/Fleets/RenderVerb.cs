using System.CommandLine;
using Router.Ctl.Cli;
using Router.Ctl.Fleets.Edges;

namespace Router.Ctl.Fleets;

/// <summary><c>fleet render DEVICE</c>.</summary>
internal static class RenderVerb
{
    public static Command Create(Terminal terminal)
    {
        var inventory = FleetOptions.Inventory();
        var selector = FleetOptions.Selector(inventory);
        var to = new Option<string?>("--to") { Description = "Write NAME.yaml for each device into this folder.", HelpName = "DIR" };
        return new Command("render", "Print the document of a device, or write those of many; what is wrong with it is told.")
            .With(selector, inventory, to)
            .Runs(result => Run(terminal, result.GetRequiredValue(inventory), result.GetValue(selector) ?? [], result.GetValue(to)));
    }

    private static int Run(Terminal terminal, string inventory, string[] selector, string? to)
    {
        var book = FleetBook.Read(inventory, terminal);
        var devices = book.Select(selector);
        if (to is null && devices.Count > 1)
            throw Failure.Usage($"these are {devices.Count} devices", "name one, or give --to DIR");
        var documents = book.Make(devices);
        foreach (var document in documents)
        {
            if (to is null)
                terminal.Out.Write(document.Text);
            else
                FleetFiles.WriteDocument(to, document.Device.Name, document.Text);
        }
        var faults = FleetFault.Of(documents, document => document.Problems);
        foreach (var fault in faults)
            terminal.Error.WriteLine(fault.Words(documents.Count));
        return faults.Count == 0 ? ExitCode.Done : ExitCode.Input;
    }
}
