using Router.Ctl.Cli;
using Router.Fleet.Edges;

namespace Router.Ctl.Push.Edges;

/// <summary>The private keys that log in.</summary>
internal static class IdentityFiles
{
    /// <exception cref="Failure">There is none, or one of them cannot be used.</exception>
    public static IReadOnlyList<SshIdentity> Load(IReadOnlyList<string> paths, Terminal terminal)
    {
        var files = paths.Count > 0 ? paths : SshFolder.Identities();
        if (files.Count == 0)
            throw Failure.Input("there is no key in ~/.ssh", "give --identity FILE, or make one: ssh-keygen -t ed25519");
        var identities = files.Select(file => Load(file, terminal)).ToList();
        foreach (var remark in identities.Select(identity => identity.Remark).OfType<string>())
            terminal.Error.WriteLine(Printable.Line($"routerctl: note: {remark}"));
        return identities;
    }

    private static SshIdentity Load(string file, Terminal terminal)
    {
        if (!File.Exists(file))
            throw Failure.Input($"--identity: {file}: there is no such file");
        try
        {
            return SshIdentity.Load(file, null);
        }
        catch (SshIdentityException e) when (e.NeedsPassphrase && terminal.CanAsk)
        {
            return Ask(file, terminal);
        }
        catch (SshIdentityException e)
        {
            throw Failure.Input($"{file}: {e.Message}", e.NeedsPassphrase ? "run this on a terminal to type the passphrase, or use a key without one" : null, e);
        }
    }

    private static SshIdentity Ask(string file, Terminal terminal)
    {
        terminal.Error.Write($"Passphrase of {file}: ");
        var typed = new System.Text.StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else
                typed.Append(key.KeyChar);
        }
        terminal.Error.WriteLine();
        try
        {
            return SshIdentity.Load(file, typed.ToString());
        }
        catch (SshIdentityException e)
        {
            throw Failure.Input($"{file}: {e.Message}", null, e);
        }
    }
}
