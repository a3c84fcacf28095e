using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Router.Ctl.Cli;

/// <summary>Builds a group's command; its verbs read and write through the terminal that is given.</summary>
internal delegate Command CommandGroup(Terminal terminal);

/// <summary>Parses, runs the verb, and turns whatever goes wrong into a message and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>So long a verb may clean up after a signal; what has not heard of it by then never will.</summary>
    private static readonly TimeSpan CleaningUp = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string[] args, Terminal terminal, IInterruption interruption, IEnumerable<CommandGroup> groups)
    {
        var command = Parse(Root(terminal, groups), args);
        try
        {
            return await Task.Run(() => RunAsync(command, terminal, interruption.Token)).WaitAsync(interruption.TokenAfter(CleaningUp));
        }
        catch (OperationCanceledException) when (interruption.ExitCode is { } code)
        {
            terminal.WriteError("interrupted");
            return code;
        }
        finally
        {
            await terminal.Out.FlushAsync();
        }
    }

    /// <summary>Words that begin with @ are names of ports and tags of repositories here, and no files with more words in them.</summary>
    internal static ParseResult Parse(RootCommand root, IReadOnlyList<string> args) =>
        root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    internal static RootCommand Root(Terminal terminal, IEnumerable<CommandGroup> groups)
    {
        var root = new RootCommand("Builds, checks, flashes and configures routers.");
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            // The Windows spellings only clutter the completion.
            help.Aliases.Remove("/?");
            help.Aliases.Remove("/h");
        }
        foreach (var group in groups)
            root.Add(group(terminal));
        return root;
    }

    /// <summary>Runs one parsed command line; a cancellation comes out as <see cref="OperationCanceledException"/>.</summary>
    internal static async Task<int> RunAsync(ParseResult command, Terminal terminal, CancellationToken stopping)
    {
        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = terminal.Out,
            Error = terminal.Error,
        };
        if (command.Action is ParseErrorAction)
            return UsageError(command, terminal);
        if (command.Action is not HelpAction && Strays.Find(command) is { } stray)
        {
            terminal.WriteError(
                $"'{Printable.Line(stray)}' is no option of {Name(command.CommandResult)}",
                "what begins with a dash and is no option stands behind --");
            terminal.Error.WriteLine($"  see: {Name(command.CommandResult)} --help");
            return ExitCode.Usage;
        }
        try
        {
            return await command.InvokeAsync(configuration, stopping);
        }
        catch (Failure failure)
        {
            terminal.WriteError(failure.Message, failure.How);
            return failure.Code;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            terminal.WriteError(e.Message);
            return ExitCode.Machine;
        }
        catch (Exception e) when (e is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            terminal.WriteError($"an error that should not happen, please report it: {e}");
            return ExitCode.Machine;
        }
    }

    private static int UsageError(ParseResult command, Terminal terminal)
    {
        var verbs = command.CommandResult.Command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).ToList();
        // What does something itself, beside its verbs, knows better what is wrong.
        if (verbs.Count > 0 && command.CommandResult.Command.Action is null)
        {
            var given = command.UnmatchedTokens.Count > 0 ? $"'{command.UnmatchedTokens[0]}' is not a command" : "a command is missing";
            terminal.WriteError($"{given}; there are {string.Join(", ", verbs)}");
        }
        else
        {
            foreach (var message in command.Errors.Select(e => e.Message).Distinct(StringComparer.Ordinal))
                terminal.WriteError(message.ReplaceLineEndings(" ").Replace('\t', ' '));
        }
        terminal.Error.WriteLine($"  see: {Name(command.CommandResult)} --help");
        return ExitCode.Usage;
    }

    private static string Name(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{Name(parent)} {command.Command.Name}" : "routerctl";
}
