using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Lines;
using Router.Console.Sessions;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Operations;

internal static class Power
{
    private static readonly Option BootMode = new("--mode", "what the next boot alone is to be: failsafe or ram", "MODE");

    private static readonly Option Yes = new("--yes", "without asking");

    public static readonly Command Reboot = new(
        Mode.Operational, "reboot", "restart the router",
        (call, stopping) => Question.AskAsync(call, "reboot", new Request.Reboot(call.Option(BootMode.Name)), stopping))
    { Options = [BootMode, Option.Json] };

    public static readonly Command PowerOff = new(
        Mode.Operational,
        "poweroff",
        "switch the router off",
        (call, stopping) => Question.AskAsync(call, "power off", new Request.PowerOff(), stopping))
    { Options = [Option.Json] };

    public static readonly Command FactoryReset = new(
        Mode.Operational, "factory-reset", "restart as freshly flashed: configuration, secrets, keys, files are gone", ResetAsync)
    { Options = [Yes, Option.Json] };

    /// <summary>What cannot be taken back is asked for twice, by programs too.</summary>
    private static Task<int> ResetAsync(Invocation call, CancellationToken stopping)
    {
        if (call.Option(Yes.Name) is null)
        {
            if (!Question.CanAsk(call))
                throw new UsageException(
                    "factory-reset erases all that was ever configured", "factory-reset --yes does so without asking");
            call.Session.Output.WriteLine(
                "configuration, history, secrets, keys and files of shares will be gone; a seed medium that is plugged in configures it again");
            if (!Question.Agrees(call, "erase all and restart?"))
                return Task.FromResult(ExitCodes.Done);
        }
        return Acts.RunAsync(call, new Request.FactoryReset(), stopping);
    }
}
