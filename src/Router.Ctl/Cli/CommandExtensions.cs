using System.CommandLine;

namespace Router.Ctl.Cli;

internal static class CommandExtensions
{
    /// <summary><c>--json</c>, the same for every verb that prints something.</summary>
    public static Option<bool> JsonOption() => new("--json") { Description = "Print one JSON document instead of text." };

    /// <summary>The command with these verbs, options and arguments.</summary>
    public static Command With(this Command command, params Symbol[] parts)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case Command verb:
                    command.Add(verb);
                    break;
                case Option option:
                    command.Add(option);
                    break;
                case Argument argument:
                    command.Add(argument);
                    break;
                default:
                    throw new ArgumentException($"{part.GetType().Name} cannot be part of a command", nameof(parts));
            }
        }
        return command;
    }

    /// <summary>What the verb does; it returns an exit code.</summary>
    public static Command Runs(this Command command, Func<ParseResult, CancellationToken, Task<int>> action)
    {
        command.SetAction(action);
        return command;
    }

    /// <summary>
    /// As above, for verbs that only read and print: a signal ends them wherever they are, also while they wait for a file or for standard
    /// input.
    /// </summary>
    public static Command Runs(this Command command, Func<ParseResult, int> action) =>
        command.Runs((result, stopping) => Task.Run(() => action(result), CancellationToken.None).WaitAsync(stopping));
}
