using System.Text;
using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Shell;

namespace Router.Console.Verbs;

internal static class Secrets
{
    private const int LongestSecret = 4096;

    public static readonly Command Set = new(
        Mode.Operational, "set secret", "give a secret its value, typed unseen or from standard input", SetAsync)
    {
        Arguments = [new Argument("NAME", "as the configuration says: !secret NAME", Arity.One, CompletionSubject.Secret)],
        Options = [Option.Json],
    };

    public static readonly Command Delete = new(
        Mode.Operational, "delete secret", "forget a secret", (call, stopping) =>
            Acts.RunAsync(call, new Request.DeleteSecret(call.Argument("NAME")), stopping))
    {
        Arguments = [new Argument("NAME", "which", Arity.One, CompletionSubject.Secret)],
        Options = [Option.Json],
    };

    private static Task<int> SetAsync(Invocation call, CancellationToken stopping)
    {
        var terminal = call.Session.Terminal;
        var value = terminal.IsInteractive
            ? HiddenLine.Read(terminal, $"value of {call.Argument("NAME")}: ")
            : Encoding.UTF8.GetString(terminal.ReadAll(LongestSecret)).TrimEnd('\r', '\n');
        return string.IsNullOrEmpty(value)
            ? throw new UsageException("no value was given", "type it, or: set secret NAME < FILE")
            : Acts.RunAsync(call, new Request.SetSecret(call.Argument("NAME"), value), stopping);
    }
}
