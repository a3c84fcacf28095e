using Router.Documents;

namespace Router.Image.Root.Edges;

/// <summary>The lists of modules of a repository.</summary>
internal static class ModuleFiles
{
    private const string Name = "modules";

    /// <summary>Those of a board and of the firmware.</summary>
    public static WantedModules Read(string repository, string board) => new(
        OfBoard(Path.Combine(repository, "boards"), board),
        ReadFile(Path.Combine(repository, "firmware", "kernel", Name)));

    /// <summary>The board's list, and those which it includes, each once. A board without a list wants nothing of its own.</summary>
    private static List<ModuleList> OfBoard(string boards, string board)
    {
        var lists = new List<ModuleList>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Add(board);
        return lists;

        void Add(string name)
        {
            if (!seen.Add(name))
                return;
            var list = ReadFile(Path.Combine(boards, name, Name));
            var missing = list.Includes.Where(include => !File.Exists(Path.Combine(boards, include.Board, Name))).ToList();
            lists.Add(list with
            {
                Problems =
                [
                    .. list.Problems,
                    .. missing.Select(include => new Problem(
                        $"include {include.Board}", $"there is no {Path.Combine(boards, include.Board, Name)}",
                        "name a board that has a list of modules", include.Number, 1)),
                ],
            });
            foreach (var include in list.Includes.Except(missing))
                Add(include.Board);
        }
    }

    private static ModuleList ReadFile(string file) => ModuleList.Parse(file, File.Exists(file) ? File.ReadAllText(file) : "");
}
