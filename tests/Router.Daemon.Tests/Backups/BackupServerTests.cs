using Router.Core.Trust;
using Router.Daemon.Edges;
using Router.Daemon.Edges.Backups;
using Router.Features.Backups;

namespace Router.Daemon.Tests.Backups;

/// <summary>Backups on a server, by the system's <c>sftp</c> and a real sshd.</summary>
public sealed class BackupServerTests : IDisposable
{
    private const string Name = "home.apkovl.tar.gz";

    private readonly string state = Directory.CreateTempSubdirectory("backups-").FullName;
    private readonly DeviceIdentity identity;

    public BackupServerTests() => identity = new DeviceIdentity(state, new Disk());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(state, recursive: true);

    [Fact]
    public async Task Write_ThenRead_IsTheSame_AndReplacesWhatWasThere()
    {
        using var sshd = new SftpServer(PublicLine());
        var place = Place(sshd, "/routers/berlin", sshd.HostKey);
        Assert.Null(await place.ReadAsync(Name, Token));
        await place.WriteAsync(Name, new byte[] { 1, 2, 3 }, Token);
        await place.WriteAsync(Name, new byte[] { 4, 5 }, Token);
        Assert.Equal([4, 5], (await place.ReadAsync(Name, Token))!.ToList());
        var kept = Assert.Single(Directory.GetFiles(sshd.Files, "*", SearchOption.AllDirectories));
        Assert.EndsWith($"/routers/berlin/{Name}", kept, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(kept));
        // Nothing of it stays on the router.
        Assert.Equal(["known_hosts"], Directory.GetFiles(Path.Combine(state, "work")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Write_ServerHasAnotherKey_SendsNothingAndSaysSo()
    {
        using var sshd = new SftpServer(PublicLine());
        using var other = new SftpServer(PublicLine());
        var failure = await Assert.ThrowsAsync<IOException>(() => Place(sshd, "", other.HostKey).WriteAsync(Name, new byte[] { 1 }, Token));
        Assert.Contains("another key than host-key says", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_ServerDoesNotKnowTheRouter_SaysWhatItWants()
    {
        using var stranger = P256.Generate();
        using var sshd = new SftpServer(stranger.PublicSshLine());
        var failure = await Assert.ThrowsAsync<IOException>(() => Place(sshd, "", sshd.HostKey).WriteAsync(Name, new byte[] { 1 }, Token));
        Assert.Contains("the key that 'show backup' prints", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_FolderThatMayNotBe_SaysWhatTheServerSays()
    {
        using var sshd = new SftpServer(PublicLine());
        await File.WriteAllTextAsync(Path.Combine(sshd.Files, "routers"), "a file", Token);
        var failure = await Assert.ThrowsAsync<IOException>(
            () => Place(sshd, "/routers/berlin", sshd.HostKey).WriteAsync(Name, new byte[] { 1 }, Token));
        Assert.StartsWith("127.0.0.1: ", failure.Message, StringComparison.Ordinal);
    }

    private string PublicLine()
    {
        using var key = P256.Open(identity.PublicKey);
        return key.PublicSshLine();
    }

    /// <param name="sshd">The server.</param>
    /// <param name="folder">Below its folder of files.</param>
    /// <param name="hostKey">What the router takes it to be.</param>
    private BackupServer Place(SftpServer sshd, string folder, string hostKey) => new(
        new BackupTarget.Server(Environment.UserName, "127.0.0.1", sshd.Port, sshd.Files + folder), hostKey, identity.KeyFile(),
        Path.Combine(state, "work"));
}
