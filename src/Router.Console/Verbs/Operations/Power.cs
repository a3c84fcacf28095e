using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Sessions;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Operations;

internal static class Power
{
    public static readonly Command Reboot = new(
        Mode.Operational, "reboot", "restart the router", (call, stopping) => RunAsync(call, "reboot", new Request.Reboot(), stopping))
    { Options = [Option.Json] };

    public static readonly Command PowerOff = new(
        Mode.Operational,
        "poweroff",
        "switch the router off",
        (call, stopping) => RunAsync(call, "power off", new Request.PowerOff(), stopping))
    { Options = [Option.Json] };

    // A person may have meant another window; a program has thought about it.
    private static Task<int> RunAsync(Invocation call, string what, Request request, CancellationToken stopping)
    {
        if (!call.Session.Terminal.IsInteractive || call.Session.OneShot)
            return Acts.RunAsync(call, request, stopping);
        call.Session.Terminal.Write($"{what} now? (y/N) ");
        var key = call.Session.Terminal.ReadKey();
        call.Session.Terminal.Write($"{key?.KeyChar}\n");
        return key is { KeyChar: 'y' or 'Y' } ? Acts.RunAsync(call, request, stopping) : Task.FromResult(ExitCodes.Done);
    }
}
