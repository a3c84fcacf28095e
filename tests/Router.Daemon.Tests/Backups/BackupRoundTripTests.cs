using System.Text;
using Router.Api.Contract;
using Router.Daemon.Backups;
using Router.Daemon.Edges;
using Router.Daemon.Tests.Fakes;
using Router.Wire.Tar;

namespace Router.Daemon.Tests.Backups;

/// <summary>A backup of one router, restored on it and on another.</summary>
public class BackupRoundTripTests
{
    private const string Value = "correct-horse-battery";

    private static readonly string Document = TestRouter.Document(
        "192.168.1.1/24",
        """
        system: { hostname: home, users: { nas: { role: files, password: !secret nas }, anna: { role: admin }, eva: { role: operate } } }
        services: { files: { zones: [lan], shares: { m: { path: m, write: [nas] } } } }
        firewall: { sets: { blocked: { file: blocked.txt } } }

        """);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restore_OnAFactoryFreshRouter_IsTheSameRouter()
    {
        var backup = await BackupOfAsync();
        await using var fresh = await new TestRouter().BootAsync();
        var refused = Assert.IsType<Response.Failed>(await fresh.Connect(null).SendAsync(new Request.Restore(backup.Archive), Token));
        Assert.Contains("it is a backup of another device", refused.Message, StringComparison.Ordinal);
        Assert.Contains(backup.Device, refused.Message, StringComparison.Ordinal);
        Assert.Contains("--from-another", refused.Hint, StringComparison.Ordinal);
        await UntouchedAsync(fresh);

        var restored = await RestoreAsync(fresh, new Request.Restore(backup.Archive, FromAnother: true));
        Assert.Equal(["the document", "the secret nas", "the set file blocked.txt", "the SSH host key"], restored.Taken);
        Assert.Equal(1, restored.Outcome?.Generation);
        Assert.Equal(Document, fresh.Engine.Running.Content.Text);
        Assert.Equal(Document, Encoding.UTF8.GetString(fresh.Store.ReadStartup()!));
        Assert.Equal(Value, fresh.Secrets.Find("nas"));
        Assert.Equal("192.0.2.0/24\n", await File.ReadAllTextAsync(Path.Combine(fresh.StateFolder, "sets", "blocked.txt"), Token));
        Assert.Equal(Samples.Key.Text, await File.ReadAllTextAsync(KeyPath(fresh), Token));
        Assert.Equal(Samples.Key.PublicLine, await File.ReadAllTextAsync($"{KeyPath(fresh)}.pub", Token));
        Assert.Equal(["192.168.1.1/24"], fresh.Addresses("eth1"));
    }

    [Fact]
    public async Task Restore_OnTheSameRouterLater_BringsBackWhatItWas_WithoutAWord()
    {
        await using var router = await MakeAsync();
        var backup = await BackupAsync(router);
        var client = router.Connect(null);
        Assert.IsType<Response.Done>(await client.SendAsync(new Request.SetSecret("nas", "another"), Token));
        Assert.IsType<Response.Committed>(await client.SendAsync(
            new Request.CommitFile(Document.Replace("192.168.1.1/24", "192.168.2.1/24", StringComparison.Ordinal), null, null), Token));
        var looked = await RestoreAsync(router, new Request.Restore(backup.Archive, OnlyLook: true));
        Assert.StartsWith("it is a backup of this device: home, generation 1", looked.Origin, StringComparison.Ordinal);
        Assert.NotEmpty(looked.Preview!.Plan);
        Assert.Empty(looked.Problems);
        Assert.Equal("another", router.Secrets.Find("nas"));
        Assert.Equal(["192.168.2.1/24"], router.Addresses("eth1"));

        var restored = await RestoreAsync(router, new Request.Restore(backup.Archive));
        Assert.Equal(3, restored.Outcome?.Generation);
        Assert.DoesNotContain("the SSH host key", restored.Taken);
        Assert.Equal(Value, router.Secrets.Find("nas"));
        Assert.Equal(["192.168.1.1/24"], router.Addresses("eth1"));
        Assert.Equal("restored from a backup", router.Store.List()[0].Comment);
    }

    [Fact]
    public async Task Backup_Twice_IsTheSameToTheByte()
    {
        await using var router = await MakeAsync();
        Assert.Equal((await BackupAsync(router)).Archive.ToArray(), (await BackupAsync(router)).Archive.ToArray());
    }

    [Fact]
    public async Task Restore_WithATimeToConfirm_TakesTheHostKeyWhenItIsConfirmed_AndForgetsItOtherwise()
    {
        var backup = await BackupOfAsync();
        await using var router = await new TestRouter().BootAsync();
        router.Secrets.Set("nas", "of before");
        var request = new Request.Restore(backup.Archive, FromAnother: true, ConfirmMinutes: 5);
        Assert.NotNull((await RestoreAsync(router, request)).Outcome?.ConfirmBefore);
        Assert.False(File.Exists(KeyPath(router)));
        router.Time.Advance(TimeSpan.FromMinutes(6));
        await router.SettleAsync();
        Assert.Empty(router.Addresses("eth1"));
        Assert.Equal("of before", router.Secrets.Find("nas"));
        Assert.False(File.Exists(Path.Combine(router.StateFolder, "sets", "blocked.txt")));
        Assert.False(File.Exists(KeyPath(router)));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(KeyPath(router))!));

        await RestoreAsync(router, request);
        Assert.IsType<Response.Committed>(await router.Connect(null).SendAsync(new Request.Confirm(), Token));
        Assert.Equal(Value, router.Secrets.Find("nas"));
        Assert.Equal(Samples.Key.Text, await File.ReadAllTextAsync(KeyPath(router), Token));
        Assert.Equal(["192.168.1.1/24"], router.Addresses("eth1"));
    }

    [Fact]
    public async Task Backup_WhileACommitWaits_IsOfWhatIsConfirmed_AndSaysSo()
    {
        await using var router = await MakeAsync();
        var client = router.Connect(null);
        await client.SendAsync(
            new Request.CommitFile(Document.Replace("192.168.1.1/24", "192.168.2.1/24", StringComparison.Ordinal), 5, null), Token);
        var backup = await BackupAsync(router);
        Assert.Contains("waits for its confirmation", Assert.Single(backup.Notes), StringComparison.Ordinal);
        Assert.Equal(Document, Encoding.UTF8.GetString(BackupReader.Read(backup.Archive, () => null).Document!));
    }

    [Fact]
    public async Task Backup_SecretsThatNobodyNames_AreNotInIt_AndNamed()
    {
        await using var router = await MakeAsync();
        router.Secrets.Set("spare", "not-of-this");
        var backup = await BackupAsync(router);
        Assert.Contains("spare", Assert.Single(backup.Notes), StringComparison.Ordinal);
        Assert.DoesNotContain(Samples.Entries(backup.Archive.ToArray()), entry => entry.Path.EndsWith("spare", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Restore_PortsThatAreNotHere_AreAllNamed_AndNothingIsChanged()
    {
        var backup = await BackupOfAsync();
        await using var router = await new TestRouter().BootAsync();
        router.Unplug("eth1");
        var looked = await RestoreAsync(router, new Request.Restore(backup.Archive, FromAnother: true, OnlyLook: true));
        Assert.Contains(looked.Problems, problem => problem.Path == "interfaces lan device" && problem.Line > 0);
        Assert.Null(looked.Preview);
        var failed = Assert.IsType<Response.Failed>(
            await router.Connect(null).SendAsync(new Request.Restore(backup.Archive, FromAnother: true), Token));
        Assert.Equal(FailureKind.Invalid, failed.Kind);
        Assert.Contains(failed.Problems, problem => problem.Path == "interfaces lan device");
        await UntouchedAsync(router);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(KeyPath(router))!));
    }

    [Fact]
    public async Task Restore_TheDeviceRefuses_LeavesEverythingAsItWas()
    {
        var backup = await BackupOfAsync();
        await using var router = await new TestRouter().BootAsync();
        router.Kernel.FailAt = 1;
        var failed = Assert.IsType<Response.Failed>(
            await router.Connect(null).SendAsync(new Request.Restore(backup.Archive, FromAnother: true), Token));
        Assert.Equal(FailureKind.Machine, failed.Kind);
        await UntouchedAsync(router);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(KeyPath(router))!));
    }

    [Fact]
    public async Task Restore_DiskTakesNoHostKey_IsRefusedBeforeAnythingIsApplied()
    {
        var backup = await BackupOfAsync();
        await using var router = await new TestRouter().BootAsync();
        await File.WriteAllTextAsync(Path.Combine(router.StateFolder, "data"), "no folder", Token);
        Assert.IsType<Response.Failed>(
            await router.Connect(null).SendAsync(new Request.Restore(backup.Archive, FromAnother: true), Token));
        await UntouchedAsync(router);
    }

    [Fact]
    public async Task Restore_NewerSchema_SaysSo_AndSecretsThatAreMissingAreNamed()
    {
        await using var router = await new TestRouter().BootAsync();
        var newer = Unsigned(("var/lib/router/startup.yaml", "version: 99\nsystem: { hostname: home, wings: 2 }\n"));
        var failed = Assert.IsType<Response.Failed>(
            await router.Connect(null).SendAsync(new Request.Restore(newer, FromAnother: true), Token));
        Assert.Contains("its document is of version 99", failed.Message, StringComparison.Ordinal);

        var missing = Unsigned(("var/lib/router/startup.yaml", Document), ("var/lib/router/sets/blocked.txt", "192.0.2.1\n"));
        var looked = await RestoreAsync(router, new Request.Restore(missing, FromAnother: true, OnlyLook: true));
        Assert.Contains(looked.Problems, problem => problem.Message.Contains("nas", StringComparison.Ordinal));
        router.Secrets.Set("nas", "as it is here");
        looked = await RestoreAsync(router, new Request.Restore(missing, FromAnother: true, OnlyLook: true));
        Assert.Empty(looked.Problems);
        Assert.Contains(looked.Notes, note => note.Contains("the secret nas is not in the backup", StringComparison.Ordinal));
        await UntouchedAsync(router);
    }

    [Fact]
    public async Task Restore_OfLbu_TakesTheHostNameAndKeepsTheRest()
    {
        await using var router = await MakeAsync();
        Assert.IsType<Response.Failed>(await router.Connect(null).SendAsync(new Request.Restore(Samples.OfLbu), Token));
        var restored = await RestoreAsync(router, new Request.Restore(Samples.OfLbu, FromAnother: true));
        var name = Encoding.UTF8.GetString(
            Samples.Entries(Samples.OfLbu).Single(entry => entry.Path == "etc/hostname").Content.Span).Trim();
        Assert.Equal([$"the host name {name}"], restored.Taken);
        Assert.Equal(19, restored.Left.Count);
        Assert.Equal(name, router.Engine.Running.Content.Config.System.Hostname);
        Assert.Equal(
            Document.Replace("hostname: home", $"hostname: {name}", StringComparison.Ordinal), router.Engine.Running.Content.Text);
    }

    [Fact]
    public async Task Restore_OfAnAlpineWithKeys_TakesThoseOfUsersThatAreHere()
    {
        const string key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
        var other = Samples.NewKey();
        await using var router = await MakeAsync();
        var restored = await RestoreAsync(router, new Request.Restore(
            Unsigned(
                ("home/anna/.ssh/authorized_keys", $"# mine\n{key} anna@laptop\n"), ("home/bob/.ssh/authorized_keys", key),
                ("root/.ssh/authorized_keys", key), ("etc/ssh/ssh_host_ed25519_key", other.Text),
                ("etc/ssh/ssh_host_ed25519_key.pub", other.PublicLine), ("etc/ssh/ssh_host_rsa_key", "another"),
                ("etc/hostname", "no host name\n")),
            FromAnother: true));
        Assert.Equal(["the SSH keys of anna", "the SSH host key"], restored.Taken);
        Assert.Equal([$"{key} anna@laptop"], router.Engine.Running.Content.Config.System.Users["anna"].Keys);
        Assert.Equal(
            ["etc/ssh/ssh_host_rsa_key", "etc/hostname", "home/bob/.ssh/authorized_keys", "root/.ssh/authorized_keys"],
            restored.Left.Select(left => left.Path));
        Assert.Equal(other.Text, await File.ReadAllTextAsync(KeyPath(router), Token));
    }

    [Fact]
    public async Task Restore_HostileArchives_GetOneMessage_AndNothingIsChanged()
    {
        await using var router = await new TestRouter().BootAsync();
        var good = (await BackupOfAsync()).Archive.ToArray();
        foreach (var archive in (byte[][])
        [
            [], "no backup"u8.ToArray(), good[..^1], [.. good, 0], [.. good, .. good], new byte[Request.Restore.Largest + 1],
            GzipFile.Pack("no tar"u8), Samples.Pack([new TarEntry(BackupPlaces.Startup, TarKind.SymbolicLink) { Target = "/etc/passwd" }]),
        ])
        {
            var failed = Assert.IsType<Response.Failed>(
                await router.Connect(null).SendAsync(new Request.Restore(archive, FromAnother: true), Token));
            Assert.Equal(FailureKind.Invalid, failed.Kind);
            Assert.EndsWith("nothing was changed", failed.Message, StringComparison.Ordinal);
            Assert.Empty(failed.Problems);
        }
        await UntouchedAsync(router);
    }

    [Fact]
    public async Task Backup_EncryptedByASecret_IsRestoredByIt()
    {
        await using var router = await MakeAsync();
        router.Secrets.Set("vault", "a long password of nobody");
        var client = router.Connect(null);
        var backup = Assert.IsType<Response.Backup>(await client.SendAsync(new Request.MakeBackup(PasswordSecret: "vault"), Token));
        Assert.Equal("home.apkovl.tar.gz.aes-256-cbc", backup.Name);
        Assert.True(SaltedCipher.IsEncrypted(backup.Archive.Span));
        Assert.IsType<Response.Failed>(await client.SendAsync(new Request.Restore(backup.Archive), Token));
        Assert.IsType<Response.Failed>(await client.SendAsync(new Request.Restore(backup.Archive, Password: "wrong"), Token));
        Assert.IsType<Response.Failed>(await client.SendAsync(new Request.Restore(backup.Archive, PasswordSecret: "volt"), Token));
        Assert.IsType<Response.Restored>(await client.SendAsync(new Request.Restore(backup.Archive, PasswordSecret: "vault"), Token));
        Assert.IsType<Response.Failed>(await client.SendAsync(new Request.MakeBackup("two\nlines"), Token));
    }

    [Fact]
    public async Task BackupAndRestore_AreForAdminsAlone_AndLeakNothing()
    {
        await using var router = await MakeAsync();
        var backup = await BackupAsync(router);
        foreach (var request in (Request[])[new Request.MakeBackup(), new Request.Restore(backup.Archive)])
        {
            Assert.Equal(
                FailureKind.Denied, Assert.IsType<Response.Failed>(await router.Connect("eva").SendAsync(request, Token)).Kind);
        }
        var said = $"{backup} {new Request.Restore(backup.Archive, Password: Value)} {new Request.MakeBackup(Value)}";
        var restored = await RestoreAsync(router, new Request.Restore(backup.Archive));
        Assert.DoesNotContain(Value, said + ApiJson.Print(restored), StringComparison.Ordinal);
    }

    private static string KeyPath(TestRouter router) => Path.Combine(router.StateFolder, "data", "ssh", "ssh_host_ed25519_key");

    /// <summary>A router with a secret, a set file and a host key.</summary>
    private static async Task<TestRouter> MakeAsync()
    {
        var router = await new TestRouter().BootAsync();
        var client = router.Connect(null);
        Assert.IsType<Response.Done>(await client.SendAsync(new Request.SetSecret("nas", Value), Token));
        Assert.IsType<Response.Done>(await client.SendAsync(new Request.SetSetFile("blocked.txt", "192.0.2.0/24\n"), Token));
        var committed = await client.SendAsync(new Request.CommitFile(Document, null, null), Token);
        Assert.True(committed is Response.Committed, $"{committed}");
        using (var staged = new HostKeyFiles(KeyPath(router), new Disk()).Stage(Samples.Key))
            staged.Publish();
        return router;
    }

    private static async Task<Response.Backup> BackupOfAsync()
    {
        await using var router = await MakeAsync();
        return await BackupAsync(router);
    }

    private static async Task<Response.Backup> BackupAsync(TestRouter router) =>
        Assert.IsType<Response.Backup>(await router.Connect(null).SendAsync(new Request.MakeBackup(), Token));

    private static async Task<Response.Restored> RestoreAsync(TestRouter router, Request.Restore request)
    {
        var answer = await router.Connect(null).SendAsync(request, Token);
        if (answer is Response.Failed failed)
            Assert.Fail($"{failed.Message} {string.Join("; ", failed.Problems)}");
        return Assert.IsType<Response.Restored>(answer);
    }

    /// <summary>It is as it came out of its box.</summary>
    private static async Task UntouchedAsync(TestRouter router)
    {
        await router.SettleAsync();
        Assert.Null(router.Engine.Running.Generation);
        Assert.Null(router.Store.ReadStartup());
        Assert.Empty(router.Store.List());
        Assert.Empty(router.Secrets.Names().Except(["nas"]));
        Assert.False(File.Exists(Path.Combine(router.StateFolder, "sets", "blocked.txt")));
        Assert.False(File.Exists(KeyPath(router)));
        Assert.DoesNotContain("192.168.1.1/24", router.Kernel.State.Links.Values.SelectMany(link => link.Addresses).Select(a => $"{a}"));
    }

    private static byte[] Unsigned(params (string Path, string Content)[] files) =>
        Samples.Pack(files.Select(file => Samples.Entry(file.Path, file.Content)));
}
