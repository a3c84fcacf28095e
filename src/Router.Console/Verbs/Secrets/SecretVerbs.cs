using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Lines;
using Router.Console.Sessions;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Secrets;

internal static class SecretVerbs
{
    private const string File = "set secret NAME < FILE";

    public static readonly Command Set = new(
        Mode.Operational, "set secret", "give a secret its value, typed unseen or from standard input", SetAsync)
    {
        Arguments = [new Argument("NAME", "as the configuration says: !secret NAME", Arity.One, CompletionSubject.Secret)],
        Options = [Option.Json],
        AsksForSecret = true,
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
        var name = call.Argument("NAME");
        var value = terminal.IsInteractive
            ? HiddenValue.Read(terminal, $"value of {name}: ", File)
            : StandardInput.Text(
                terminal,
                SecretValue.MaximumBytes,
                "a secret is a password, a key or a chain of certificates",
                "keys and certificates belong here as text (PEM)")
                    .TrimEnd('\r', '\n');
        if (string.IsNullOrEmpty(value))
            throw new UsageException("no value was given", $"type it, or: {File}");
        return SecretValue.Problem(value) is { } problem
            ? throw new UsageException($"{name} {problem}", File)
            : Acts.RunAsync(call, new Request.SetSecret(name, value), stopping);
    }
}
