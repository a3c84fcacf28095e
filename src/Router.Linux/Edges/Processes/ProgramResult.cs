namespace Router.Linux.Edges.Processes;

/// <summary>How a program ended, and what it said on each output.</summary>
public sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    /// <summary>Both outputs.</summary>
    public string Words => $"{Output}{Error}".Trim();

    public void Deconstruct(out int exitCode, out string words) => (exitCode, words) = (ExitCode, Words);
}
