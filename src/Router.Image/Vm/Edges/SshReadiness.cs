using System.Text.Json;
using Router.Image.Edges;

namespace Router.Image.Vm.Edges;

/// <summary>Waits until a router answers over SSH.</summary>
public static class SshReadiness
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Asks until the router says that all its services are started.</summary>
    /// <exception cref="MachineException">It did not in that time, or the machine ended; the message has its last lines.</exception>
    public static async Task WaitAsync(QemuMachine machine, SshLogin login, TimeSpan within, CancellationToken stopping)
    {
        var last = new ToolResult(255, "", "not tried");
        while (!machine.HasExited && machine.Time.Wall < within)
        {
            last = await login.RunAsync("show version --json", stopping);
            if (last.ExitCode == 0 && AllStarted(last.Output))
                return;
            await Task.Delay(Pause, stopping);
        }
        var what = machine.HasExited ? "ended before it was ready" : $"was not ready within {within.TotalSeconds} s";
        throw new MachineException(
            $"the machine {what}; over SSH: {(last.Error + last.Output).Trim()}; its last lines:\n{machine.Console.Transcript.Tail}");
    }

    private static bool AllStarted(string version)
    {
        using var json = JsonDocument.Parse(version);
        return json.RootElement.GetProperty("servicesReady").GetBoolean();
    }
}
