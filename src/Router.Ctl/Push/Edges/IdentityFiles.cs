using Router.Ctl.Cli;
using Router.Fleet.Edges;

namespace Router.Ctl.Push.Edges;

/// <summary>The keys that log in: those that were named, or else those of the agent and of <c>~/.ssh</c>, as with ssh.</summary>
internal static class IdentityFiles
{
    /// <exception cref="Failure">There is none, or one of them cannot be used.</exception>
    public static IReadOnlyList<SshIdentity> Load(IReadOnlyList<string> paths, Terminal terminal)
    {
        var held = OfAgent(terminal);
        var files = paths.Count > 0 ? paths : SshFolder.Identities();
        if (files.Count == 0 && held.Count == 0)
            throw Failure.Input(
                "there is no key in ~/.ssh, and no agent has one", "give --identity FILE, or make one: ssh-keygen -t ed25519");
        var identities = files.Select(file => Load(file, held, terminal)).ToList();
        foreach (var remark in identities.Select(identity => identity.Remark).OfType<string>())
            terminal.Error.WriteLine(Printable.Line($"routerctl: note: {remark}"));
        return paths.Count > 0
            ? identities
            : [.. held.Concat(identities).DistinctBy(identity => Convert.ToBase64String(identity.PublicKey))];
    }

    /// <summary>None where no agent answers: then files have to do.</summary>
    private static IReadOnlyList<SshIdentity> OfAgent(Terminal terminal)
    {
        if (Environment.GetEnvironmentVariable("SSH_AUTH_SOCK") is not { Length: > 0 } socket || !File.Exists(socket))
            return [];
        try
        {
            return new SshAgent(socket).Identities();
        }
        catch (IOException e)
        {
            terminal.Error.WriteLine(Printable.Line($"routerctl: note: {e.Message}: its keys are left out"));
            return [];
        }
    }

    private static SshIdentity Load(string file, IReadOnlyList<SshIdentity> held, Terminal terminal)
    {
        if (!File.Exists(file))
            throw Failure.Input($"--identity: {file}: there is no such file");
        try
        {
            return SshIdentity.Load(file, null);
        }
        // A public key says which of the agent's is meant, and so does the one beside an encrypted key.
        catch (SshIdentityException) when (held.Count > 0 && Held(file, held) is { } agents)
        {
            return agents;
        }
        catch (SshIdentityException e) when (e.NeedsPassphrase && terminal.CanAsk)
        {
            return Ask(file, terminal);
        }
        catch (SshIdentityException e)
        {
            throw Failure.Input(
                $"{file}: {e.Message}",
                e.NeedsPassphrase
                    ? "run this on a terminal to type the passphrase, add the key to an agent, or use a key without one"
                    : null,
                e);
        }
    }

    private static SshIdentity? Held(string file, IReadOnlyList<SshIdentity> held)
    {
        var publicFile = file.EndsWith(".pub", StringComparison.Ordinal) ? file : $"{file}.pub";
        return SshIdentity.PublicKeyOf(publicFile) is { } key
            ? held.FirstOrDefault(identity => identity.PublicKey.AsSpan().SequenceEqual(key))
            : null;
    }

    /// <summary>Takes away what came with the line, sooner than a person types: a shell would run it next.</summary>
    private static bool MoreWasPasted()
    {
        const int quiet = 25;
        var more = false;
        for (var looks = 0; looks < quiet; looks++)
        {
            while (Console.KeyAvailable)
            {
                more |= Console.ReadKey(intercept: true).Key != ConsoleKey.Enter;
                looks = 0;
            }
            Thread.Sleep(10);
        }
        return more;
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
        if (MoreWasPasted())
            throw Failure.Input($"{file}: that was more than a line, and a passphrase is one", "nothing of it was used");
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
