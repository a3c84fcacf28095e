namespace Router.Ctl.Cli.Edges;

/// <summary>Who sits at this desk.</summary>
internal static class Operator
{
    /// <summary><c>anna@desk</c>; who became root is told by the name before.</summary>
    public static string Name =>
        $"{Environment.GetEnvironmentVariable("SUDO_USER") ?? Environment.UserName}@{Environment.MachineName}";
}
