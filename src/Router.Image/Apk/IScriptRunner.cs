namespace Router.Image.Apk;

/// <summary>Runs packages' scripts with the tree as their root.</summary>
public interface IScriptRunner
{
    /// <summary>
    /// Runs <paramref name="path"/> (a file of the tree) and waits for it. <paramref name="arguments"/> follow the name.
    /// Null: done; else what went wrong (<c>exited with error 1</c>).
    /// </summary>
    string? Run(string path, IReadOnlyList<string> arguments);
}
