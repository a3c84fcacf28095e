namespace Router.Daemon.Engine;

/// <summary>How this boot is other than usual, as the scripts before the daemon have found it.</summary>
/// <param name="IsFailsafe">No configuration is to be applied.</param>
/// <param name="IsRam">The state lives in memory, and the medium may be away.</param>
/// <param name="Notes">What went wrong with the medium, a line each. They hold until the next boot.</param>
internal sealed record BootState(bool IsFailsafe, bool IsRam, IReadOnlyList<string> Notes)
{
    public static readonly BootState Usual = new(false, false, []);
}
