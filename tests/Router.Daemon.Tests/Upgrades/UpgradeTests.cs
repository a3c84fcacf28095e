using System.Text;
using System.Text.Json;
using Router.Api;
using Router.Api.Contract;
using Router.Bundles.Format;
using Router.Core.Trust;
using Router.Daemon.Tests.Fakes;
using Router.Testing.Bundles;

namespace Router.Daemon.Tests.Upgrades;

public class UpgradeTests
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

    private static readonly byte[] Bundle = new TestBundle().ToBytes();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upgrade_ABundleForThisDevice_IsWrittenAndArmed()
    {
        await using var router = await BootAsync();
        await using var client = router.Connect(null);
        var wants = await AskAsync<Response.UpgradeWants>(client, Begin(Bundle));
        Assert.Equal(("b", "1.2.3", 8L, 0L, 0L), (wants.Slot, wants.Image, wants.Release, wants.Kept, wants.Copied));
        Assert.True(router.Slots.Other is { WasDisarmed: true, Armed: null });
        await SendAsync(client, Bundle, wants);
        var ready = await AskAsync<Response.UpgradeReady>(client, new Request.FinishUpgrade(Restart: false));
        Assert.Equal(("b", "1.2.3", wants.Wanted, false), (ready.Slot, ready.Image, ready.Received, ready.Restarts));
        Assert.NotNull(router.Slots.Other.Armed);
    }

    [Fact]
    public async Task Upgrade_AfterALineThatBroke_AsksForTheRest()
    {
        await using var router = await BootAsync();
        long first;
        await using (var client = router.Connect(null))
        {
            var wants = await AskAsync<Response.UpgradeWants>(client, Begin(Bundle));
            first = wants.Wanted;
            await SendAsync(client, Bundle, wants, 90_000);
        }
        await using var again = router.Connect(null);
        var rest = await UntilFreeAsync(again);
        Assert.InRange(rest.Kept, 80_000, 90_000);
        Assert.Equal(first, rest.Kept + rest.Wanted);
        await SendAsync(again, Bundle, rest);
        await AskAsync<Response.UpgradeReady>(again, new Request.FinishUpgrade(Restart: false));
        Assert.NotNull(router.Slots.Other.Armed);
    }

    [Fact]
    public async Task Upgrade_WhileSomebodyElseDoes_IsToldWho()
    {
        await using var router = await BootAsync();
        await using var client = router.Connect(null);
        await AskAsync<Response.UpgradeWants>(client, Begin(Bundle));
        await using var other = router.Connect("anna");
        var busy = await AskAsync<Response.Failed>(other, Begin(Bundle));
        Assert.Equal(FailureKind.Busy, busy.Kind);
        Assert.StartsWith("root (ssh ) upgrades this router since ", busy.Message, StringComparison.Ordinal);
        // What one has not begun one does not go on with.
        var none = await AskAsync<Response.Failed>(other, new Request.SendUpgrade(0, new byte[10]));
        Assert.Equal("no upgrade was begun over this connection", none.Message);
        Assert.IsType<Response.Failed>(await other.SendAsync(new Request.FinishUpgrade(), Token));
    }

    [Fact]
    public async Task Upgrade_WhatIsNotTaken_TouchesNothing()
    {
        await using var router = await BootAsync();
        await using var client = router.Connect(null);
        var foreign = new TestBundle();
        foreign.Manifest["board"] = "vm-x86_64";
        using var stranger = P256.Generate();
        foreach (var (bundle, message) in new[]
        {
            (foreign.ToBytes(), "the bundle is not taken: it is for the board vm-x86_64, and this is pc-x86_64"),
            (new TestBundle { SignedBy = stranger }.ToBytes(),
                "the bundle is not taken: it is signed by none of the keys that are trusted, or changed since; nothing was changed"),
            (Encoding.ASCII.GetBytes("no bundle at all, but long enough"), "the bundle is not taken: it is no bundle; nothing was changed"),
        })
        {
            var head = bundle.AsMemory(0, bundle.Length > 1000 ? BundleHeader.Parse(bundle).HeadLength : bundle.Length);
            var failed = await AskAsync<Response.Failed>(client, new Request.BeginUpgrade(head));
            Assert.Equal((FailureKind.Invalid, message), (failed.Kind, failed.Message));
            Assert.NotNull(failed.Hint);
        }
        Assert.False(router.Slots.Other.WasDisarmed);
    }

    [Fact]
    public async Task Upgrade_ADocumentThatTheReleaseCannotSay_IsRefused()
    {
        await using var router = await BootAsync();
        await using var client = router.Connect(null);
        await AskAsync<Response.Committed>(
            client, new Request.CommitFile("version: 2\ninterfaces: {}\n", null, null, Force: true));
        var made = new TestBundle();
        made.Manifest["schema"] = 1;
        var failed = await AskAsync<Response.Failed>(client, Begin(made.ToBytes()));
        Assert.Equal(
            "the bundle is not taken: it knows configurations up to version 1, and the one that runs is of version 2", failed.Message);
    }

    [Fact]
    public async Task Upgrade_BytesThatAreNotNext_AreRefused()
    {
        await using var router = await BootAsync();
        await using var client = router.Connect(null);
        await AskAsync<Response.UpgradeWants>(client, Begin(Bundle));
        var failed = await AskAsync<Response.Failed>(client, new Request.SendUpgrade(5, new byte[10]));
        Assert.Equal("0 bytes came so far, and these are for 5", failed.Message);
        var cut = await AskAsync<Response.Failed>(client, new Request.FinishUpgrade());
        Assert.Contains("did not come", cut.Message, StringComparison.Ordinal);
        Assert.Null(router.Slots.Other.Armed);
    }

    [Fact]
    public async Task Upgrade_WithoutAnotherSlot_SaysSo()
    {
        await using var router = await BootAsync();
        router.Slots.IsMissing = true;
        await using var client = router.Connect(null);
        Assert.Equal("there is no other slot", (await AskAsync<Response.Failed>(client, Begin(Bundle))).Message);
        // And is not in anybody's way.
        router.Slots.IsMissing = false;
        await using var other = router.Connect("anna");
        await AskAsync<Response.UpgradeWants>(other, Begin(Bundle));
    }

    private static Request.BeginUpgrade Begin(byte[] bundle) => new(bundle.AsMemory(0, BundleHeader.Parse(bundle).HeadLength));

    /// <summary>The daemon learns of a connection's end after the client does.</summary>
    private static async Task<Response.UpgradeWants> UntilFreeAsync(RouterClient client)
    {
        while (true)
        {
            switch (await client.SendAsync(Begin(Bundle), Token))
            {
                case Response.UpgradeWants wants:
                    return wants;
                case Response.Failed { Kind: FailureKind.Busy }:
                    await Task.Delay(10, Token);
                    break;
                case var other:
                    throw new InvalidOperationException(other.ToString());
            }
        }
    }

    private static async Task SendAsync(RouterClient client, byte[] bundle, Response.UpgradeWants wants, int most = int.MaxValue)
    {
        var start = BundleHeader.Parse(bundle).HeadLength;
        var all = wants.Ranges.SelectMany(range => bundle[(int)(start + range.Offset)..(int)(start + range.Offset + range.Length)]);
        var sent = 0L;
        foreach (var piece in all.Take(most).Chunk(10_000))
        {
            var takes = await AskAsync<Response.UpgradeTakes>(client, new Request.SendUpgrade(sent, piece));
            Assert.Equal(sent += piece.Length, takes.Received);
        }
    }

    private static async Task<T> AskAsync<T>(RouterClient client, Request request)
        where T : Response => Assert.IsType<T>(await client.SendAsync(request, Token));

    private static async Task<TestRouter> BootAsync()
    {
        var router = new TestRouter();
        var folder = Directory.CreateDirectory(Path.Combine(router.StateFolder, "etc/router/release")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "release.pem"), (TestBundle.Key with { Until = null }).ToText(), Token);
        await File.WriteAllTextAsync(Path.Combine(folder, "broken.pem"), "no key", Token);
        await File.WriteAllTextAsync(
            Path.Combine(router.StateFolder, "etc/router/manifest.json"),
            JsonSerializer.Serialize(new TestBundle { Manifest = { ["release"] = 7 } }.Manifest), Token);
        await router.BootAsync();
        await using var root = router.Connect(null);
        var document = TestRouter.Document("192.168.1.1/24", $"system:\n  users:\n    anna: {{ role: admin, keys: [\"{Key}\"] }}\n");
        Assert.IsType<Response.Committed>(await root.SendAsync(new Request.CommitFile(document, null, null), Token));
        return router;
    }
}
