using System.Diagnostics;

namespace Router.Image.Apk.Edges;

/// <summary>
/// Runs scripts in a chroot of the tree, with /proc mounted in a mount namespace that ends with the script, so that
/// nothing stays mounted whatever happens. Needs root and a tree of an architecture that this machine can run.
/// </summary>
/// <param name="stopping">Kills the script that runs.</param>
public sealed class ChrootScripts(string root, Action<string> output, CancellationToken stopping) : IScriptRunner
{
    // $1 is the root, $2 the script. Without the right to mount, scripts have no /proc, as with apk itself.
    private const string Launcher =
        """mount -t proc proc "$1/proc" 2>/dev/null; root=$1; shift; exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin "$(command -v chroot)" "$root" "$@" """;

    public string? Run(string path, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(
            "unshare", ["--mount", "--propagation", "private", "sh", "-c", Launcher, "sh", root, "/" + path, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{start.Environment["PATH"]}:/usr/sbin:/sbin";
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Show(line.Data);
        process.ErrorDataReceived += (_, line) => Show(line.Data);
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new ApkException($"scripts cannot be run: unshare (util-linux): {e.Message}; install util-linux", e, isInput: false);
        }

        using var kill = stopping.Register(() => process.Kill(entireProcessTree: true));
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        stopping.ThrowIfCancellationRequested();
        return process.ExitCode == 0 ? null
            : process.ExitCode > 128 ? $"killed by signal {process.ExitCode - 128}"
            : $"exited with error {process.ExitCode}";
    }

    private void Show(string? line)
    {
        if (line is not null)
            output(line);
    }
}
