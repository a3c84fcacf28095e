using Router.Core.Boards;
using Router.Image.Root;

namespace Router.Image.Building.Edges;

/// <summary>The folder of a board.</summary>
internal static class BoardFolder
{
    /// <summary>Its profile.</summary>
    public static string Profile(ImageRequest request) => Path.Combine(Of(request), "board.yaml");

    public static string Of(ImageRequest request) => Path.Combine(request.Repository, "boards", request.Board);

    /// <exception cref="ImageException">There is no such board, or its profile has problems: all of them, a line each.</exception>
    public static async Task<BoardProfile> ReadAsync(ImageRequest request, CancellationToken stopping)
    {
        var file = Profile(request);
        if (!File.Exists(file))
        {
            var boards = Path.Combine(request.Repository, "boards");
            string?[] known = Directory.Exists(boards)
                ? [.. Directory.GetDirectories(boards).Select(Path.GetFileName).Order(StringComparer.Ordinal)]
                : [];
            throw new ImageException(
                $"no board {request.Board}: {file} is not there", $"the boards are {string.Join(", ", known)}", isInput: true);
        }
        var (board, problems) = BoardReader.Read(await File.ReadAllBytesAsync(file, stopping));
        return problems.Count == 0 && board is not null
            ? board
            : throw new ImageException(
                string.Join('\n', problems.Select(problem => problem.ToString(file))), "mend the board's profile", isInput: true);
    }

    /// <summary>Of its kernel's modules those that its image keeps. A board without a list wants none of its own.</summary>
    public static async Task<WantedModules> ModulesAsync(ImageRequest request, CancellationToken stopping) => new(
        await ReadAsync(Path.Combine(Of(request), "modules"), stopping),
        await ReadAsync(Path.Combine(request.Repository, "firmware", "kernel", "modules"), stopping));

    private static async Task<ModuleList> ReadAsync(string file, CancellationToken stopping) =>
        ModuleList.Parse(file, File.Exists(file) ? await File.ReadAllTextAsync(file, stopping) : "");
}
