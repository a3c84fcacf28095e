using Router.Api.Contract;
using Router.Daemon.Backups;
using Router.Daemon.Engine;
using Router.Daemon.Tests.Fakes;

namespace Router.Daemon.Tests.Backups;

/// <summary>A backup that is kept on a stick after each commit, and sticks that are not there.</summary>
public class BackupKeeperTests
{
    private const string Password = "a long password of nobody";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commit_StickIsThere_HasTheBackupOfIt()
    {
        await using var router = await MakeAsync();
        var file = PlugIn(router);
        router.KeepBackups();
        await CommitAsync(router, "192.168.1.1/24");
        await UntilAsync(() => File.Exists(file));
        await UntilAsync(() => router.Backups.Status.File == "home.apkovl.tar.gz");
        Assert.Equal(Document("192.168.1.1/24"), Kept(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        await CommitAsync(router, "192.168.2.1/24");
        await UntilAsync(() => Kept(file) == Document("192.168.2.1/24"));
        Assert.Null(router.Backups.Note);
        Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file)!));
        // As the one that is asked for.
        var asked = Assert.IsType<Response.Backup>(await router.Connect(null).SendAsync(new Request.MakeBackup(), Token));
        Assert.Equal(await File.ReadAllBytesAsync(file, Token), asked.Archive.ToArray());
    }

    [Fact]
    public async Task Commit_ThatWaits_IsKeptWhenItIsConfirmed_AndNotBefore()
    {
        await using var router = await MakeAsync();
        var file = PlugIn(router);
        router.KeepBackups();
        await CommitAsync(router, "192.168.1.1/24");
        await UntilAsync(() => File.Exists(file));
        var client = router.Connect(null);
        await client.SendAsync(new Request.CommitFile(Document("192.168.2.1/24"), 5, null), Token);
        await router.SettleAsync();
        Assert.Equal(Document("192.168.1.1/24"), Kept(file));
        Assert.IsType<Response.Committed>(await client.SendAsync(new Request.Confirm(), Token));
        await UntilAsync(() => Kept(file) == Document("192.168.2.1/24"));
    }

    [Fact]
    public async Task Commit_NoStick_IsTold_NeverHoldsUpTheCommit_AndIsTriedAgain()
    {
        await using var router = await MakeAsync();
        router.KeepBackups();
        await CommitAsync(router, "192.168.1.1/24");
        await UntilAsync(() => router.Backups.Status is { Failure: not null, Again: not null });
        var status = Assert.IsType<Response.KeptBackup>(await router.Connect(null).SendAsync(new Request.ShowBackup(), Token));
        Assert.StartsWith("nothing is mounted at /media/usb", status.Failure, StringComparison.Ordinal);
        var version = Assert.IsType<Response.Version>(await router.Connect(null).SendAsync(new Request.ShowVersion(), Token));
        Assert.Contains(
            version.Configuration.Notes, note => note.StartsWith("the backup is not kept: nothing is mounted", StringComparison.Ordinal));
        var welcome = Assert.IsType<Response.Welcome>(await router.Connect(null).SendAsync(new Request.Hello("test"), Token));
        Assert.Contains(welcome.Notes, note => note.StartsWith("the backup is not kept", StringComparison.Ordinal));

        // The pauses become longer: the stick is plugged in after the first of them.
        var first = status.Again!.Value - router.Time.GetLocalNow();
        router.Time.Advance(first);
        await UntilAsync(() => router.Backups.Status.Again > router.Time.GetLocalNow());
        Assert.Equal(2 * first, router.Backups.Status.Again - router.Time.GetLocalNow());
        var file = PlugIn(router);
        router.Time.Advance(2 * first);
        await UntilAsync(() => router.Backups.Note is null && File.Exists(file));
        Assert.Equal(Document("192.168.1.1/24"), Kept(file));
    }

    [Fact]
    public async Task Commit_FolderOfTheRootFileSystem_IsRefused()
    {
        await using var router = await MakeAsync();
        PlugIn(router);
        router.Mounts = "22 1 0:20 / / rw,relatime - overlay overlay rw\n";
        router.KeepBackups();
        await CommitAsync(router, "192.168.1.1/24");
        await UntilAsync(() => router.Backups.Note is not null);
        Assert.Contains("nothing is mounted", router.Backups.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(", password: !secret vault")]
    public async Task Boot_TheSameIsThere_WritesNothing(string password)
    {
        var document = Document("192.168.1.1/24").Replace("/media/usb", $"/media/usb{password}", StringComparison.Ordinal);
        string state, file;
        await using (var router = new TestRouter(keep: true))
        {
            router.Secrets.Set("vault", Password);
            await router.BootAsync();
            state = router.StateFolder;
            file = PlugIn(router) + (password.Length > 0 ? ".aes-256-cbc" : "");
            router.KeepBackups();
            await router.Engine.CommitAsync(document, null, new("anna", "test"), null);
            await UntilAsync(() => router.Backups.Status.File is not null);
        }
        var before = await File.ReadAllBytesAsync(file, Token);
        Assert.Equal(password.Length > 0, SaltedCipher.IsEncrypted(before));
        Assert.Equal(document, System.Text.Encoding.UTF8.GetString(BackupReader.Read(before, () => Password).Document!));
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);

        await using var again = new TestRouter(state);
        again.Secrets.Set("vault", Password);
        await again.BootAsync();
        PlugIn(again);
        again.KeepBackups();
        await UntilAsync(() => again.Backups.Status.File is not null);
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(file));
        Assert.Equal(before, await File.ReadAllBytesAsync(file, Token));
    }

    [Fact]
    public async Task Commit_WithoutASection_KeepsNone()
    {
        await using var router = await MakeAsync();
        PlugIn(router);
        router.KeepBackups();
        await router.Engine.CommitAsync(TestRouter.Document("192.168.1.1/24"), null, new("anna", "test"), null);
        await router.SettleAsync();
        Assert.Equal(new Response.KeptBackup(null, null, null, null, null), router.Backups.Status);
        Assert.Empty(Directory.GetFiles(Path.Combine(router.StateFolder, "media", "usb")));
    }

    [Theory]
    [InlineData("/media/usb", "/media/usb")]
    [InlineData("/media/usb/router/of", "/media/usb")]
    [InlineData("/media/usbstick", "/")]
    [InlineData("/media/my stick/x", "/media/my stick")]
    [InlineData("/data/files/x", "/data")]
    [InlineData("/etc", "/")]
    public void PlaceOf_LongestMountAbove_IsIt(string path, string place) => Assert.Equal(
        place,
        MountTable.PlaceOf(
            path,
            """
            22 1 0:20 / / rw,relatime - overlay overlay rw
            30 22 8:1 / /media/usb rw shared:1 - vfat /dev/sda1 rw
            31 22 8:2 / /media/my\040stick rw - vfat /dev/sda2 rw
            32 22 254:1 / /data rw - ext4 /dev/vda4 rw
            broken line

            """));

    private static string Document(string address) =>
        TestRouter.Document(address, "system: { hostname: home, backup: { to: /media/usb } }\n");

    private static string Kept(string file) =>
        System.Text.Encoding.UTF8.GetString(BackupReader.Read(File.ReadAllBytes(file), () => null).Document!);

    private static async Task<TestRouter> MakeAsync() => await new TestRouter().BootAsync();

    private static Task<CommitOutcome> CommitAsync(TestRouter router, string address) =>
        router.Engine.CommitAsync(Document(address), null, new("anna", "test"), null);

    /// <summary>Where the backup will be.</summary>
    private static string PlugIn(TestRouter router)
    {
        var folder = Path.Combine(router.StateFolder, "media", "usb");
        Directory.CreateDirectory(folder);
        router.Mounts = $"30 22 8:1 / {folder} rw - vfat /dev/sda1 rw\n";
        return Path.Combine(folder, "home.apkovl.tar.gz");
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var tries = 0; !isSo(); tries++)
        {
            Assert.True(tries < 1000, "it does not come");
            await Task.Delay(10, Token);
        }
    }
}
