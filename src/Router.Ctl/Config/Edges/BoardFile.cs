using Router.Core.Boards;
using Router.Ctl.Cli;

namespace Router.Ctl.Config.Edges;

/// <summary>The ports of a board, by its name (<c>boards/NAME/board.yaml</c> below the current folder) or its file.</summary>
internal static class BoardFile
{
    private const string Folder = "boards";
    private const string Profile = "board.yaml";

    /// <exception cref="Failure">There is no such board, or its profile is wrong.</exception>
    public static BoardFacts Read(string board, Terminal terminal)
    {
        var path = Directory.Exists(board) ? Path.Combine(board, Profile)
            : File.Exists(board) ? board
            : Path.Combine(Folder, board, Profile);
        if (!File.Exists(path))
            throw Failure.Input(
                $"--board: there is no board {board}",
                Known() is { Length: > 0 } known ? $"there are {known}" : $"run this beside the folder {Folder}, or give a {Profile}");
        var bytes = DocumentFile.Read(path, terminal, out var problem);
        if (bytes is null)
            throw Failure.Input(Printable.Line(problem.ToString(path)));
        var (profile, problems) = BoardReader.Read(bytes);
        return profile is not null && problems.Count == 0 ? profile.Facts : throw Failure.Input(Printable.Line(problems[0].ToString(path)));
    }

    private static string Known() => !Directory.Exists(Folder)
        ? ""
        : string.Join(
            ", ",
            Directory.GetDirectories(Folder)
                .Where(d => File.Exists(Path.Combine(d, Profile)))
                .Select(d => Path.GetFileName(d)!)
                .Order(StringComparer.Ordinal));
}
