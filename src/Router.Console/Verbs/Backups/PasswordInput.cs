using Router.Console.Language;
using Router.Console.Lines;
using Router.Console.Sessions;

namespace Router.Console.Verbs.Backups;

/// <summary>The password of a backup: typed unseen, or a line of standard input; never a word of the command.</summary>
internal static class PasswordInput
{
    public static readonly Option Secret = new("--password-secret", "the password is the value of a secret of the router", "NAME");

    private const string Other = "--password-secret NAME takes it from a secret of the router";

    /// <param name="call">The command.</param>
    /// <param name="twice">It is a new one: asked for again.</param>
    /// <param name="inputIsTaken">Standard input is something else already.</param>
    /// <exception cref="UsageException">Nobody can be asked, or nothing was given.</exception>
    public static string Read(Invocation call, bool twice, bool inputIsTaken)
    {
        var terminal = call.Session.Terminal;
        string? password;
        if (terminal.IsInteractive)
        {
            password = HiddenValue.Read(terminal, "password: ", Other);
            if (twice && password != HiddenValue.Read(terminal, "the same again: ", Other))
                throw new UsageException("the two passwords differ, and nothing was done", "type it again, or put it into a secret");
        }
        else
        {
            password = inputIsTaken || !call.Session.OneShot
                ? throw new UsageException("the password cannot be asked for here", Other)
                : terminal.ReadLine();
        }
        return string.IsNullOrEmpty(password) ? throw new UsageException("no password was given", Other) : password;
    }
}
