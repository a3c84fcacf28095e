using Router.Core.Boards;
using Router.Documents;

namespace Router.Image.Building.Edges;

/// <summary>The folder of a board.</summary>
public static class BoardFolder
{
    private const string ProfileName = "board.yaml";

    /// <summary>Its profile.</summary>
    public static string Profile(string repository, string board) => Path.Combine(Of(repository, board), ProfileName);

    public static string Of(string repository, string board) => Path.Combine(repository, "boards", board);

    /// <summary>The boards of a repository: its folders with a profile.</summary>
    public static IReadOnlyList<string> Names(string repository)
    {
        var boards = Path.Combine(repository, "boards");
        return !Directory.Exists(boards)
            ? []
            : [.. Directory.GetDirectories(boards)
                .Where(folder => File.Exists(Path.Combine(folder, ProfileName)))
                .Select(folder => Path.GetFileName(folder)!)
                .Order(StringComparer.Ordinal)];
    }

    /// <exception cref="ImageException">There is no such board, or its profile has problems: all of them, a line each.</exception>
    public static BoardProfile Read(string repository, string board)
    {
        var file = Profile(repository, board);
        var (profile, problems) = BoardReader.Read(Bytes(repository, board));
        if (profile is not null && problems.Count == 0 && profile.Name != board)
            problems = [NameProblem(repository, board)];
        return problems.Count == 0 && profile is not null
            ? profile
            : throw new ImageException(
                string.Join('\n', problems.Select(problem => problem.ToString(file))), "mend the board's profile", isInput: true);
    }

    /// <summary>Features that its kernel cannot do. None of a profile that cannot be read: whoever builds it is told so.</summary>
    public static IReadOnlyList<string> Lacks(string repository, string board)
    {
        var file = Profile(repository, board);
        return File.Exists(file) ? BoardReader.Read(File.ReadAllBytes(file)).Board?.Lacks ?? [] : [];
    }

    /// <summary>The bytes of its profile.</summary>
    /// <exception cref="ImageException">There is no such board.</exception>
    internal static byte[] Bytes(string repository, string board)
    {
        var file = Profile(repository, board);
        return File.Exists(file)
            ? File.ReadAllBytes(file)
            : throw new ImageException(
                $"no board {board}: {file} is not there", $"the boards are {string.Join(", ", Names(repository))}", isInput: true);
    }

    /// <summary>The profile has another name than the folder.</summary>
    internal static Problem NameProblem(string repository, string board) =>
        new BoardPlaces(Bytes(repository, board)).Problem($"is not the name of the folder, {board}", $"write name: {board}", "name");
}
