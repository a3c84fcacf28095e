using System.CommandLine;
using Router.Core.Trust;
using Router.Ctl.Cli;

namespace Router.Ctl.Keys;

/// <summary>Options that are days, as 2028-11-29.</summary>
internal static class KeyDay
{
    public static Option<string?> Option(string name, string description) => new(name) { Description = description, HelpName = "DAY" };

    /// <exception cref="Failure">It is no day.</exception>
    public static DateOnly? Read(ParseResult result, Option<string?> option) => result.GetValue(option) is not { } text
        ? null
        : ReleaseKey.TryParseDay(text, out var day)
            ? day
            : throw Failure.Usage($"{option.Name}: '{text}' is no day", "write it as 2028-11-29");
}
