using Router.Ctl.Cli;
using Router.Fleet.Edges;
using Router.Fleet.SshConfigs;

namespace Router.Ctl.Push.Edges;

/// <summary>
/// The keys that log in: those that were named, or else those that ssh's files name, or else those of the agent and of <c>~/.ssh</c>.
/// </summary>
internal static class IdentityFiles
{
    /// <param name="paths">Those that were named here.</param>
    /// <param name="settings">What ssh's files say of the host.</param>
    /// <param name="terminal">Where a passphrase is asked for.</param>
    /// <exception cref="Failure">There is none, or one of them cannot be used.</exception>
    public static IReadOnlyList<SshIdentity> Load(IReadOnlyList<string> paths, SshHostSettings settings, Terminal terminal)
    {
        var held = OfAgent(settings.IdentityAgent, terminal);
        // A file that ssh's configuration names for many hosts need not be there, as with ssh.
        var usual = settings.NamesIdentities
            ? [.. settings.IdentityFiles.Where(path => File.Exists(path) || Held(path, held) is not null)]
            : SshFolder.Identities();
        var files = paths.Count > 0 ? paths : usual;
        if (files.Count == 0 && held.Count == 0)
            throw settings.IdentityFiles.Count > 0
                ? Failure.Input($"{settings.HostName}: none of its keys is there: {string.Join(", ", settings.IdentityFiles)}")
                : Failure.Input(
                    "there is no key in ~/.ssh, and no agent has one", "give --identity FILE, or make one: ssh-keygen -t ed25519");
        var identities = files.Select(file => Load(file, held, settings.CertificateFiles, terminal)).ToList();
        foreach (var remark in identities.Select(identity => identity.Remark).OfType<string>())
            terminal.Error.WriteLine(Printable.Line($"routerctl: note: {remark}"));
        return paths.Count > 0 || settings.IdentitiesOnly
            ? identities
            : [.. held.Concat(identities).DistinctBy(identity => Convert.ToBase64String(identity.PublicKey))];
    }

    /// <summary>None where no agent answers: then files have to do.</summary>
    private static IReadOnlyList<SshIdentity> OfAgent(string? named, Terminal terminal)
    {
        var socket = named is null or "SSH_AUTH_SOCK" ? Environment.GetEnvironmentVariable("SSH_AUTH_SOCK") : named;
        if (socket is not { Length: > 0 } || !File.Exists(socket))
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

    private static SshIdentity Load(
        string file, IReadOnlyList<SshIdentity> held, IReadOnlyList<string> certificates, Terminal terminal)
    {
        if (!File.Exists(file))
            return Held(file, held) ?? throw Failure.Input($"--identity: {file}: there is no such file");
        try
        {
            return SshIdentity.Load(file, null, certificates);
        }
        // A public key says which of the agent's is meant, and so does the one beside an encrypted key.
        catch (SshIdentityException) when (held.Count > 0 && Held(file, held) is { } agents)
        {
            return agents;
        }
        catch (SshIdentityException e) when (e.NeedsPassphrase && terminal.CanAsk)
        {
            return Ask(file, certificates, terminal);
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

    private static SshIdentity Ask(string file, IReadOnlyList<string> certificates, Terminal terminal)
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
            return SshIdentity.Load(file, typed.ToString(), certificates);
        }
        catch (SshIdentityException e)
        {
            throw Failure.Input($"{file}: {e.Message}", null, e);
        }
    }
}
