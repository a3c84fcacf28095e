using System.CommandLine;
using System.CommandLine.Parsing;

namespace Router.Ctl.Cli;

/// <summary>
/// Options that nobody knows. The parser takes them for arguments where a command has room for one more: <c>push --dry-run</c> would
/// look for a device of that name.
/// </summary>
internal static class Strays
{
    /// <summary>The first one; null: none. What stands behind <c>--</c> is never one, nor a number below zero, nor a lone dash.</summary>
    public static string? Find(ParseResult command)
    {
        var meant = command.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).ToHashSet(ReferenceEqualityComparer.Instance);
        return command.CommandResult.Children.OfType<ArgumentResult>()
            .Where(argument => argument.Argument is not IFreeWords)
            .SelectMany(argument => argument.Tokens)
            .FirstOrDefault(token => IsOptionLike(token.Value) && !meant.Contains(token))?.Value;
    }

    private static bool IsOptionLike(string word) => word is ['-', not (>= '0' and <= '9'), ..];
}

/// <summary>An argument that takes words of any form.</summary>
internal interface IFreeWords;

/// <summary>Words of a document, which may begin with a dash.</summary>
internal sealed class FreeWords(string name) : Argument<string[]>(name), IFreeWords;
