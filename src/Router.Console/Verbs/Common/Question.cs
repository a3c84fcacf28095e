using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Sessions;

namespace Router.Console.Verbs.Common;

/// <summary>Asks once before something that cannot be taken back.</summary>
internal static class Question
{
    // A person may have meant another window; a program has thought about it.
    public static Task<int> AskAsync(Invocation call, string what, Request request, CancellationToken stopping)
    {
        if (CanAsk(call) && !Agrees(call, $"{what} now?"))
            return Task.FromResult(ExitCodes.Done);
        return Acts.RunAsync(call, request, stopping);
    }

    /// <summary>Somebody sits there.</summary>
    public static bool CanAsk(Invocation call) => call.Session.Terminal.IsInteractive && !call.Session.OneShot;

    public static bool Agrees(Invocation call, string question)
    {
        call.Session.Terminal.Write($"{question} (y/N) ");
        var key = call.Session.Terminal.ReadKey();
        call.Session.Terminal.Write($"{key?.KeyChar}\n");
        return key is { KeyChar: 'y' or 'Y' };
    }
}
