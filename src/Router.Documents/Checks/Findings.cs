using Router.Documents.Shapes;

namespace Router.Documents.Checks;

/// <summary>Takes what a check finds.</summary>
internal readonly struct Findings(Action<Finding> take)
{
    /// <summary>Words of the path as the document has them; the hint says how to mend it.</summary>
    public void Refuse(IReadOnlyList<string> path, string message, string? hint = null) => take(new Finding(path, message, hint));

    /// <summary>Allowed, but probably not meant.</summary>
    public void Advise(IReadOnlyList<string> path, string message, string? hint = null) =>
        take(new Finding(path, message, hint) { IsAdvice = true });

    /// <summary>A name that nothing has.</summary>
    public void Unknown(IReadOnlyList<string> path, string kind, string name, IEnumerable<string> known)
    {
        IReadOnlyList<string> names = [.. known];
        var near = Nearest.Find(name, names);
        var all = names.Count == 0
            ? $"there is no {kind} yet"
            : $"there are {string.Join(", ", names.Take(8))}{(names.Count > 8 ? ", …" : "")}";
        var hint = near is null ? all : $"did you mean {near}?";
        Refuse(path, $"there is no {kind} {name}", hint);
    }
}
