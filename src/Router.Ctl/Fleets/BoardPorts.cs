using System.Collections.Concurrent;
using Router.Core.Boards;
using Router.Ctl.Cli;
using Router.Ctl.Config.Edges;

namespace Router.Ctl.Fleets;

/// <summary>The ports of boards that an inventory names: by name, or a path beside it. Each is read once.</summary>
internal sealed class BoardPorts(string folder, Terminal terminal)
{
    private readonly ConcurrentDictionary<string, Lazy<BoardFacts>> read = new(StringComparer.Ordinal);

    /// <exception cref="Failure">There is no such board, or its profile is wrong.</exception>
    public BoardFacts Of(string board) => read.GetOrAdd(board, one => new(() => BoardFile.Read(
        one.Contains('/', StringComparison.Ordinal) ? Path.Combine(folder, one) : one, terminal))).Value;
}
