using System.CommandLine;
using Router.Ctl.Cli;

namespace Router.Ctl.Fleets;

/// <summary>What every verb of a fleet takes.</summary>
internal static class FleetOptions
{
    public static Option<string> Inventory() => new("--inventory", "-I")
    {
        Description = "The fleet.",
        DefaultValueFactory = _ => "inventory.yaml",
        HelpName = "FILE",
    };

    /// <param name="inventory">Whose devices, groups and tags the shell is offered.</param>
    public static Argument<string[]> Selector(Option<string> inventory)
    {
        var selector = new Argument<string[]>("SELECTOR")
        {
            Description = "Devices, from left to right: a name, a pattern (branch*), a range (branch[01:05]), a group, @TAG, site:NAME; "
                + "'not' in front takes away, 'and' leaves those in both. None: all of them.",
            Arity = ArgumentArity.ZeroOrMore,
            // Without it, the help would list what the shell is offered.
            HelpName = "SELECTOR",
        };
        selector.CompletionSources.Add(typed => typed.ParseResult.GetValue(inventory) is { Length: > 0 } file ? Words(file) : []);
        return selector;
    }

    /// <summary>None where the inventory is not good: the verb says it.</summary>
    private static IEnumerable<string> Words(string inventory)
    {
        try
        {
            var devices = FleetBook.Read(inventory, new Terminal(TextWriter.Null, TextWriter.Null, () => Stream.Null)).Devices;
            return
            [
                .. devices.Select(device => device.Name),
                .. devices.SelectMany(device => device.Groups).Distinct(),
                .. devices.SelectMany(device => device.Tags).Distinct().Select(tag => $"@{tag}"),
                .. devices.Select(device => device.Site).OfType<string>().Distinct().Select(site => $"site:{site}"),
            ];
        }
        catch (Failure)
        {
            return [];
        }
    }
}
