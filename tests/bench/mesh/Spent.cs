using System.Diagnostics;

namespace Router.Bench.Mesh;

/// <summary>How long a command takes, from its start to its end with all that it writes read.</summary>
internal static class Spent
{
    public static int Run(IReadOnlyList<string> command)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.BaseStream;
        var buffer = new byte[1 << 16];
        int bytes = 0, lines = 0;
        while (output.Read(buffer) is var read and > 0)
        {
            bytes += read;
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
        }
        process.WaitForExit();
        Console.WriteLine($"milliseconds {clock.Elapsed.TotalMilliseconds:F3} lines {lines} bytes {bytes} exit {process.ExitCode}");
        return process.ExitCode;
    }
}
