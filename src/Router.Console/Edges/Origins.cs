namespace Router.Console.Edges;

/// <summary>Where the person sits, for the history.</summary>
internal static class Origins
{
    /// <summary>The address that sshd says the connection came from, or the terminal.</summary>
    public static string Here() =>
        Environment.GetEnvironmentVariable("SSH_CONNECTION")?.Split(' ') is [var address, ..] && address.Length > 0
            ? $"ssh {address}"
            : "local";
}
