using System.CommandLine;
using Router.Ctl.Push;

namespace Router.Ctl.Fleets;

/// <summary>What the verbs take that ask many devices.</summary>
internal sealed class AskOptions
{
    private readonly Option<string> inventory = FleetOptions.Inventory();
    private readonly Argument<string[]> selector;
    private readonly Option<int> parallel = LoginOptions.Number("--parallel", 64, 1, 1000, "Connections at once.");
    private readonly LoginOptions login = new(user: false);

    public AskOptions() => selector = FleetOptions.Selector(inventory);

    /// <summary>To add to a command.</summary>
    public Symbol[] All => [selector, inventory, parallel, .. login.All];

    /// <summary>What was given.</summary>
    public Asking Read(ParseResult result) => new(
        result.GetRequiredValue(inventory), result.GetValue(selector) ?? [], login.Read(result), result.GetValue(parallel));
}
