using System.Globalization;
using Router.Image.Edges;

namespace Router.Image.Vm.Edges;

/// <summary>
/// A way into a machine by the host's ssh and a key, with a file of known hosts of its own that takes the first host key it sees.
/// </summary>
public sealed record SshLogin(string Host, int Port, string User, string Key, string KnownHosts)
{
    /// <summary>A command that ssh is started by, such as one that enters a network namespace.</summary>
    public IReadOnlyList<string> Enter { get; init; } = [];

    /// <summary>The whole command line; without remote words it is a login.</summary>
    public IReadOnlyList<string> Command(params IReadOnlyList<string> remote) =>
    [
        .. Enter, "ssh", "-F", "/dev/null", "-i", Key, "-p", Port.ToString(CultureInfo.InvariantCulture),
        "-o", "IdentitiesOnly=yes", "-o", "StrictHostKeyChecking=accept-new", "-o", $"UserKnownHostsFile={KnownHosts}", "-o",
        "LogLevel=ERROR",
        // An emulated processor takes seconds for the post-quantum exchange.
        "-o", "KexAlgorithms=curve25519-sha256", "-o", "ConnectTimeout=15",
        // A router that is switched off says nothing, and a busy one answers late.
        "-o", "ServerAliveInterval=30", "-o", "ServerAliveCountMax=4",
        .. remote.Count == 0 ? new[] { "-t" } : ["-o", "BatchMode=yes"],
        $"{User}@{Host}", .. remote,
    ];

    /// <summary>Runs a command there.</summary>
    public Task<ToolResult> RunAsync(string command, CancellationToken stopping) => Tool.RunAsync(Command(command), stopping);

    /// <summary>Runs a command there with a text on its stdin.</summary>
    public Task<ToolResult> RunAsync(string command, string input, CancellationToken stopping) =>
        Tool.RunAsync(Command(command), input, stopping);

    /// <summary>Makes an ed25519 key pair without a passphrase when there is none, and returns the public line.</summary>
    public static async Task<string> MakeKeyAsync(string file, string comment, CancellationToken stopping)
    {
        if (!File.Exists(file))
            (await Tool.RunAsync(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", file], stopping))
                .OrThrow("ssh-keygen");
        return (await File.ReadAllTextAsync(file + ".pub", stopping)).Trim();
    }
}
