namespace Router.Image.Vm.Edges;

/// <summary>Waits until a machine answers over SSH.</summary>
public static class SshReadiness
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Asks until a command there ends well, and returns what it wrote.</summary>
    /// <exception cref="MachineException">It did not in that time, or the machine ended; the message has its last lines.</exception>
    public static async Task<string> WaitAsync(QemuMachine machine, SshLogin login, string command, TimeSpan within, CancellationToken stopping)
    {
        var last = new ToolResult(255, "", "not tried");
        while (!machine.HasExited && machine.Time.Wall < within)
        {
            last = await login.RunAsync(command, stopping);
            if (last.ExitCode == 0)
                return last.Output;
            await Task.Delay(Pause, stopping);
        }
        var what = machine.HasExited ? "ended before it answered" : $"did not answer within {within.TotalSeconds} s";
        throw new MachineException($"the machine {what} over SSH ({(last.Error + last.Output).Trim()}); its last lines:\n{machine.Console.Tail}");
    }
}
