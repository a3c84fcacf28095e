using System.CommandLine;
using Router.Ctl.Cli.Edges;
using Router.Image.Building.Edges;

namespace Router.Ctl.Boards;

/// <summary>Names of boards as a shell completes them.</summary>
internal static class BoardNames
{
    /// <summary>The argument or option with those of the repository that the shell stands in.</summary>
    public static Argument<T> WithBoards<T>(this Argument<T> argument)
    {
        argument.CompletionSources.Add(_ => Known());
        return argument;
    }

    /// <inheritdoc cref="WithBoards{T}(Argument{T})"/>
    public static Option<T> WithBoards<T>(this Option<T> option)
    {
        option.CompletionSources.Add(_ => Known());
        return option;
    }

    /// <summary>None outside of a repository.</summary>
    private static IReadOnlyList<string> Known() => Repository.FindOrNull() is { } repository ? BoardFolder.Names(repository) : [];
}
