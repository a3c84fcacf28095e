using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Lab;

/// <summary>
/// Commands over the serial line to a shell that says how each ended: a line with its length in front, asked for again when it lost
/// something.
/// </summary>
internal sealed class SerialShell(SerialConsole console)
{
    /// <summary>Until the shell is there.</summary>
    public Task ReadyAsync(TimeSpan within, CancellationToken stopping) => console.Transcript.WaitForAsync("lab: ready", within, stopping);

    /// <summary>Runs one line of shell and returns what it wrote.</summary>
    /// <exception cref="MachineException">It failed; the message has what it wrote.</exception>
    public async Task<string> RunAsync(string line, TimeSpan within, CancellationToken stopping)
    {
        string typed, said, code;
        do
        {
            typed = $"{line.Length} {line}";
            await console.TypeAsync($"{typed}\n", stopping);
            said = await console.Transcript.WaitForAsync("lab: done ", within, stopping);
            code = (await console.Transcript.WaitForAsync("\n", within, stopping)).Trim();
        }
        while (code == "again");
        said = said.Replace("\r", "", StringComparison.Ordinal).Trim();
        // A line that init has just made sane says back what is typed.
        if (said.StartsWith(typed, StringComparison.Ordinal))
            said = said[typed.Length..].Trim();
        return code == "0" ? said : throw new MachineException($"{line}\n{said}\nexit {code}");
    }
}
