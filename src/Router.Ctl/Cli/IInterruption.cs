namespace Router.Ctl.Cli;

/// <summary>Somebody wants the program to end.</summary>
internal interface IInterruption
{
    /// <summary>Cancelled when that is said.</summary>
    CancellationToken Token { get; }

    /// <summary>What to end with, once it is said; null: it is not.</summary>
    int? ExitCode { get; }

    /// <summary>Cancelled so long after it is said.</summary>
    CancellationToken TokenAfter(TimeSpan grace);
}
