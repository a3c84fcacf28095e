using Router.Api;
using Router.Api.Edges;
using Router.Console.Edges;
using Router.Console.Lines;
using Router.Console.Rendering;
using Router.Console.Sessions;
using Router.Console.Shell;
using Router.Console.Verbs;

namespace Router.Console;

/// <summary><c>router</c>: the SSH login shell and one-shot commands.</summary>
public static class ConsoleProgram
{
    /// <summary>Bytes; what is not used takes no memory. Beyond it garbage is collected as usual.</summary>
    private const long OneCommand = 48 << 20;

    private const string Usage = """
        usage: router [--socket PATH]                       the console; without a terminal: commands, one a line
               router [--socket PATH] COMMAND...            one command, such as: show interfaces --json
               router [--socket PATH] -c "COMMAND"          the same, as sshd starts it
               router --help | --version
               router help                                  lists the commands
        exit codes: 0 done, 1 the input is wrong or refused, 2 usage, 3 the machine failed

        """;

    /// <summary>Runs with what stands behind the program's name; returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments, string version)
    {
        using var terminal = new SystemTerminal();
        return await RunAsync(arguments, version, terminal);
    }

    internal static async Task<int> RunAsync(string[] arguments, string version, ITerminal terminal)
    {
        switch (arguments)
        {
            case ["--help" or "-h", ..]:
                terminal.Write(Usage);
                return ExitCodes.Done;
            case ["--version", ..]:
                terminal.Write($"router {version}\n");
                return ExitCodes.Done;
            case ["--socket"] or ["-c"]:
                terminal.WriteError($"error: {arguments[0]} wants a value\n{Usage}");
                return ExitCodes.Usage;
            case ["--socket", var path, .. var rest]:
                return await RunAsync(rest, new UnixTransport(path), terminal, HistoryFile.OfUser());
            default:
                return await RunAsync(arguments, new UnixTransport(UnixTransport.DefaultPath), terminal, HistoryFile.OfUser());
        }
    }

    internal static async Task<int> RunAsync(string[] arguments, ITransport transport, ITerminal terminal, HistoryFile history)
    {
        await using var client = new RouterClient(transport, Origins.Here());
        var oneShot = arguments.Length > 0;
        // One command ends before its garbage would be in the way: of a long list, collecting is a tenth of the time.
        if (oneShot)
            GC.TryStartNoGCRegion(OneCommand);
        var session = new Session(client, terminal, new Paint(Colours(terminal, oneShot)), oneShot);
        try
        {
            return arguments switch
            {
                ["-c", var line] => await Runner.RunAsync(session, Commands.Grammar, Tokenizer.Split(line).Tokens),
                ["-c", ..] => throw new UsageException("-c wants one argument", "router -c \"show version\""),
                [_, ..] => await Runner.RunAsync(session, Commands.Grammar, [.. arguments.Select(a => new Token(a, 0, IsPipe: a == "|"))]),
                [] when terminal.IsInteractive => await Interactive.RunAsync(session, Commands.Grammar, history),
                [] => await Script.RunAsync(session, Commands.Grammar),
            };
        }
        catch (UsageException exception)
        {
            terminal.WriteError($"error: {exception.Message} ({exception.Hint})\n");
            return ExitCodes.Usage;
        }
        catch (RefusedException exception)
        {
            terminal.WriteError($"error: {exception.Message}\n");
            return exception.ExitCode;
        }
        catch (DaemonUnreachableException exception)
        {
            terminal.WriteError($"error: {exception.Message}\n");
            return ExitCodes.Machine;
        }
    }

    private static bool Colours(ITerminal terminal, bool oneShot) =>
        terminal.IsScreen && !oneShot && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
