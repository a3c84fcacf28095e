using System.Diagnostics;
using Router.Api.Edges;
using Router.Daemon.Edges;

namespace Router.Daemon.Tests.Edges;

public sealed class PeersTests
{
    [Fact]
    public void ConnectedFor_ProcessOfNoConnection_IsNothing() =>
        Assert.Null(new LinuxPeers().ConnectedFor(new PeerCredentials(0, Environment.ProcessId)));

    [Fact]
    public async Task ConnectedFor_ProcessBelowSshd_IsTheAgeOfThat()
    {
        // A shell under the name of sshd, with a child.
        var folder = Directory.CreateTempSubdirectory("router-peers-");
        try
        {
            var sshd = Path.Combine(folder.FullName, "sshd-session");
            File.Copy("/bin/sh", sshd);
            using var process = Process.Start(new ProcessStartInfo(sshd, ["-c", "sleep 60 & echo $!; wait"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true
            })!;
            var child = int.Parse(
                (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!,
                System.Globalization.CultureInfo.InvariantCulture);
            var age = new LinuxPeers().ConnectedFor(new PeerCredentials(0, child));
            Assert.InRange(age!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(60));
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task InputQuietFor_ProcessAtATerminal_IsSinceTheLastKey()
    {
        using var process = Process.Start(new ProcessStartInfo("script", ["-qfec", "echo $$; exec sleep 60", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true
        })!;
        var child = int.Parse(
            (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!,
            System.Globalization.CultureInfo.InvariantCulture);
        using var inside = Process.GetProcessById(child);
        var quiet = new LinuxPeers().InputQuietFor(new PeerCredentials(0, child));
        Assert.InRange(quiet!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(60));
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await inside.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Null(new LinuxPeers().InputQuietFor(new PeerCredentials(0, child)));
    }

    [Fact]
    public async Task InputQuietFor_ProcessWithoutATerminal_IsNothing()
    {
        using var process = Process.Start(new ProcessStartInfo("sleep", ["60"]) { RedirectStandardInput = true })!;
        Assert.Null(new LinuxPeers().InputQuietFor(new PeerCredentials(0, process.Id)));
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void ConnectedFor_ProcessThatIsGone_IsOlderThanAnything() =>
        Assert.Equal(TimeSpan.MaxValue, new LinuxPeers().ConnectedFor(new PeerCredentials(0, int.MaxValue)));
}
