using System.Diagnostics;

namespace Router.Ctl.Run.Edges;

internal static class Attachment
{
    /// <summary>Gives the terminal to a program until it ends. How it ends is between the person and the program.</summary>
    public static async Task RunAsync(IReadOnlyList<string> command, CancellationToken stopping)
    {
        using var process = Process.Start(command[0], command.Skip(1));
        using var kill = stopping.Register(process.Kill);
        await process.WaitForExitAsync(stopping);
    }
}
