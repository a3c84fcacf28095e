namespace Router.Ctl.Cli;

/// <summary>What the shell is told. A process ended by a signal exits with 128 + the signal's number, as shells have it.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The input is wrong, or what was asked for cannot be had.</summary>
    public const int Input = 1;

    public const int Usage = 2;

    /// <summary>This machine failed: a disk, a missing tool, a permission.</summary>
    public const int Machine = 3;

    public const int Interrupted = 130;
}
