using System.Text;
using Router.Api.Contract;
using Router.Daemon.Backups;
using Router.Daemon.Edges;
using Router.Daemon.Tests.Fakes;

namespace Router.Daemon.Tests.Statements;

public class StatementTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Statement_OfACommitThatWaits_SaysSo_AndThenThatItIsConfirmed()
    {
        await using var router = await new TestRouter().BootAsync();
        await using var client = router.Connect(null);
        Assert.IsType<Response.Committed>(
            await client.SendAsync(new Request.CommitFile(TestRouter.Document("192.168.1.1/24"), 5, "guests"), Token));
        var running = Assert.IsType<Response.Document>(
            await client.SendAsync(new Request.ShowConfiguration(ConfigurationSource.Running, []), Token)).Text;
        var waits = await AskAsync(router);
        Assert.Equal(
            (DeviceStatement.DigestOf(running), false, null, "root", "guests"),
            (waits.Document, waits.Confirmed, waits.Generation, waits.By, waits.Comment));
        Assert.Equal(router.Engine.Pending!.Deadline, waits.ConfirmBefore);

        Assert.IsType<Response.Committed>(await client.SendAsync(new Request.Confirm(), Token));
        var after = await AskAsync(router);
        Assert.Equal(
            (waits.Document, true, router.Engine.Running.Generation!.Number, null),
            (after.Document, after.Confirmed, after.Generation, after.ConfirmBefore));
        Assert.Equal(waits.Serial + 1, after.Serial);
        Assert.Equal(waits.BootId, after.BootId);
    }

    [Fact]
    public async Task Statement_AfterARestart_HasTheSameKeyAndAHigherNumber()
    {
        var state = Directory.CreateTempSubdirectory("router-state-").FullName;
        Response.Statement before;
        await using (var router = await new TestRouter(state, keep: true).BootAsync())
            before = await SayAsync(router);
        await using var again = await new TestRouter(state).BootAsync();
        var after = await SayAsync(again);
        Assert.Equal(before.Key, after.Key);
        Assert.True(DeviceStatement.Parse(after.Text)!.Serial > DeviceStatement.Parse(before.Text)!.Serial);
    }

    [Fact]
    public void Serial_OfADamagedFile_IsAnErrorThatNamesIt()
    {
        var state = Directory.CreateTempSubdirectory("router-state-").FullName;
        File.WriteAllText(Path.Combine(state, "statement.serial"), "many\n");
        Assert.Contains(
            "statement.serial is damaged: take it away",
            Assert.Throws<IOException>(() => new StatementSerial(state, new Disk()).Next()).Message);
        Directory.Delete(state, recursive: true);
    }

    [Fact]
    public void Serial_OfManyStatements_IsWrittenOnceInABlock()
    {
        var state = Directory.CreateTempSubdirectory("router-state-").FullName;
        var serial = new StatementSerial(state, new Disk());
        Assert.Equal(Enumerable.Range(1, 1024).Select(n => (long)n), Enumerable.Range(0, 1024).Select(_ => serial.Next()));
        Assert.Equal("1024\n", File.ReadAllText(Path.Combine(state, "statement.serial")));
        Assert.Equal((1025, "2048\n"), (serial.Next(), File.ReadAllText(Path.Combine(state, "statement.serial"))));
        Directory.Delete(state, recursive: true);
    }

    /// <summary>One key signs both: neither may pass for the other.</summary>
    [Fact]
    public async Task Statement_IsNoManifest_AndAManifestNoStatement()
    {
        await using var router = await new TestRouter().BootAsync();
        var said = await SayAsync(router);
        Assert.Throws<BackupException>(() => BackupManifest.Read(Encoding.UTF8.GetBytes(said.Text)));
        var manifest = new BackupManifest(1, BackupManifest.Router, "1", "home", null, new Dictionary<string, string>());
        Assert.Null(DeviceStatement.Parse(Encoding.UTF8.GetString(manifest.Write())));
    }

    /// <summary>Its signature is good.</summary>
    private static async Task<DeviceStatement> AskAsync(TestRouter router)
    {
        var said = await SayAsync(router);
        Assert.True(DeviceSignature.IsOf(said.Key, Encoding.UTF8.GetBytes(said.Text), said.Signature.Span));
        Assert.False(DeviceSignature.IsOf(said.Key, Encoding.UTF8.GetBytes(said.Text + " "), said.Signature.Span));
        return DeviceStatement.Parse(said.Text)!;
    }

    private static async Task<Response.Statement> SayAsync(TestRouter router)
    {
        await using var client = router.Connect(null);
        return Assert.IsType<Response.Statement>(await client.SendAsync(new Request.ShowStatement(), Token));
    }
}
