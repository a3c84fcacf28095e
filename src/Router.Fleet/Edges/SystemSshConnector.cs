using System.Diagnostics;
using System.Globalization;
using Router.Fleet.Inventories;
using Router.Fleet.Push;

namespace Router.Fleet.Edges;

/// <summary>What is said to the system's ssh besides its own files.</summary>
public sealed record SystemSshSettings
{
    /// <summary>In place of ssh's own files; null: those.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Private keys; none: those that ssh finds.</summary>
    public IReadOnlyList<string> Identities { get; init; } = [];

    /// <summary>In place of ssh's own list; none: that.</summary>
    public IReadOnlyList<string> KnownHosts { get; init; } = [];

    public bool AcceptNew { get; init; }

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>
/// Connects with the system's ssh, which knows every word of its own files: a proxy's command, keys on a card, <c>Match exec</c>. One
/// process holds the connection, and another for each command goes over it.
/// </summary>
public sealed class SystemSshConnector(SystemSshSettings settings) : IDeviceConnector
{
    private const string Program = "ssh";

    public async Task<IDeviceSession> ConnectAsync(Device device, CancellationToken stopping)
    {
        // A path of a socket has room for 108 bytes.
        var folder = Directory.CreateTempSubdirectory("rssh-").FullName;
        var socket = Path.Combine(folder, "s");
        var master = Start([.. Options(device, socket), "-M", "-N", "-T", "--", device.Address]);
        try
        {
            await ConnectedAsync(master, device, socket, stopping);
            return new SystemSshSession(
                master, folder, [.. Options(device, socket), "-o", "ProxyCommand=false"], device, settings.AnswerTimeout);
        }
        catch
        {
            SystemSshSession.End(master, folder);
            throw;
        }
    }

    internal static Process Start(IReadOnlyList<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(Program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new ConnectException(ConnectFailure.Unreachable, $"ssh cannot be started: {e.Message}", e);
        }
    }

    /// <summary>Its socket is there once somebody is let in.</summary>
    private async Task ConnectedAsync(Process master, Device device, string socket, CancellationToken stopping)
    {
        master.StandardInput.Close();
        var said = master.StandardError.ReadToEndAsync(stopping);
        var started = Stopwatch.GetTimestamp();
        var pause = TimeSpan.FromMilliseconds(10);
        while (!File.Exists(socket))
        {
            if (master.HasExited)
                throw Explain(device, await said.WaitAsync(TimeSpan.FromSeconds(5), stopping));
            if (Stopwatch.GetElapsedTime(started) > settings.ConnectTimeout)
                throw new ConnectException(
                    ConnectFailure.Unreachable,
                    $"{device.Address} port {device.Port} did not answer within {settings.ConnectTimeout.TotalSeconds:0.#} s");
            await Task.Delay(pause, stopping);
            pause = pause < TimeSpan.FromMilliseconds(100) ? pause * 1.5 : pause;
        }
    }

    private List<string> Options(Device device, string socket)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(settings.ConnectTimeout.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        List<string> options =
        [
            "-S", socket, "-o", "BatchMode=yes", "-o", $"ConnectTimeout={seconds}", "-o", "ControlPersist=no", "-o", "ForwardX11=no",
            "-o", $"StrictHostKeyChecking={(settings.AcceptNew ? "accept-new" : "yes")}", "-o", "ClearAllForwardings=yes", "-a",
        ];
        if (settings.ConfigFile is { } file)
            options.InsertRange(0, ["-F", file]);
        if (!device.UserIsUsual)
            options.AddRange(["-l", device.User]);
        if (!device.PortIsUsual)
            options.AddRange(["-p", device.Port.ToString(CultureInfo.InvariantCulture)]);
        foreach (var identity in settings.Identities)
            options.AddRange(["-i", identity]);
        if (settings.Identities.Count > 0)
            options.AddRange(["-o", "IdentitiesOnly=yes"]);
        if (settings.KnownHosts.Count > 0)
            options.AddRange(["-o", $"UserKnownHostsFile={string.Join(' ', settings.KnownHosts.Select(path => $"\"{path}\""))}"]);
        return options;
    }

    private static ConnectException Explain(Device device, string said)
    {
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var words = string.Join("; ", lines.Where(line => line[0] != '@').TakeLast(3));
        var kind = said switch
        {
            _ when said.Contains("Host key verification failed", StringComparison.Ordinal) => ConnectFailure.HostKey,
            _ when said.Contains("REMOTE HOST IDENTIFICATION", StringComparison.Ordinal) => ConnectFailure.HostKey,
            _ when said.Contains("Permission denied (", StringComparison.Ordinal) => ConnectFailure.Login,
            _ when said.Contains("Too many authentication failures", StringComparison.Ordinal) => ConnectFailure.Login,
            _ => ConnectFailure.Unreachable,
        };
        return new ConnectException(kind, words.Length > 0 ? $"ssh: {words}" : $"{device.Address}: ssh ended without a word");
    }
}
