using Router.Ctl.Cli;

namespace Router.Ctl.Cli.Edges;

internal static class Repository
{
    /// <summary>The folder that holds <c>boards/BOARD</c>: the working directory or one above it, or one above this program.</summary>
    public static string Find(string board) => Above(Path.Combine("boards", board))
        ?? throw Failure.Input(
            $"no board {board}: no folder boards/{board} from here upward", "run it in the repository; boards are the folders of boards/");

    /// <summary>The folder that holds <c>boards</c>.</summary>
    public static string Find() => FindOrNull()
        ?? throw Failure.Input("no folder boards from here upward", "run it in the repository");

    /// <summary>Null: neither here nor above.</summary>
    public static string? FindOrNull() => Above("boards");

    private static string? Above(string place)
    {
        foreach (var start in new[] { Environment.CurrentDirectory, AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (Directory.Exists(Path.Combine(folder.FullName, place)))
                    return folder.FullName;
            }
        }
        return null;
    }
}
