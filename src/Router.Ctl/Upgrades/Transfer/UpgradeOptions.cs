using System.CommandLine;
using Router.Ctl.Cli;
using Router.Ctl.Push;
using Router.Fleet.Upgrades;

namespace Router.Ctl.Upgrades.Transfer;

/// <summary>Which release, who is trusted to have signed it, and what is waited for: whatever number of devices is brought to it.</summary>
internal sealed class UpgradeOptions
{
    private readonly Option<string?> bundle =
        new("--bundle") { Description = "The release, as `routerctl bundle` made it.", HelpName = "FILE" };

    private readonly Option<bool> noConfirm = new("--no-confirm")
    {
        Description = "Do not wait until the devices say whether they keep the release."
    };

    private readonly Option<bool> noReboot =
        new("--no-reboot") { Description = "Only write it: the devices try it at their next restart." };

    private readonly Option<bool> older = new("--older") { Description = "Also where a device runs a later release." };

    private readonly Option<string?> keys = new("--keys")
    {
        Description = "The folder of the public keys to trust, instead of firmware/release and artifacts/release.",
        HelpName = "DIR"
    };

    private readonly Option<int> within =
        LoginOptions.Number("--within", 15, 1, 240, "Minutes that a device has to restart and decide.");

    /// <summary>To add to a command.</summary>
    public Symbol[] All => [bundle, noConfirm, noReboot, older, keys, within];

    /// <exception cref="Failure">None is named.</exception>
    public string Bundle(ParseResult result) =>
        result.GetValue(bundle) ?? throw Failure.Usage("no release is named", "give --bundle FILE");

    public string? Keys(ParseResult result) => result.GetValue(keys);

    public UpgradeSettings Settings(ParseResult result) => new()
    {
        Older = result.GetValue(older),
        Restart = !result.GetValue(noReboot),
        Wait = !result.GetValue(noConfirm),
        DecidedWithin = TimeSpan.FromMinutes(result.GetValue(within)),
    };
}
