using System.Collections.Concurrent;
using System.Net;
using Router.Linux.Edges.Vici;
using Router.Mesh.Events;
using Router.Mesh.Ports;
using Router.Mesh.Tunnels;
using Router.Wire.Vici;

namespace Router.Linux.Tests.Vici;

/// <summary>The whole edge against a charon that a test plays, over a real socket.</summary>
public sealed class CharonTunnelsTests : IAsyncDisposable
{
    private static readonly IPAddress Hub = IPAddress.Parse("192.0.2.1");

    private static readonly TunnelSettings Settings = new()
    {
        Mesh = "branches",
        Nbma = IPAddress.Parse("192.0.2.7"),
        Identity = "10.255.0.7",
        Network = IPNetwork.Parse("10.255.0.0/24"),
        Credentials = new TunnelCredentials.SharedKey("s3cret"),
        Ike = ["aes128gcm16-prfsha256-x25519"],
        Esp = ["aes128gcm16"],
    };

    private readonly ScriptedCharon charon = new();
    private readonly CharonTunnels tunnels;
    private readonly BlockingCollection<MeshEvent> told = [];
    private readonly BlockingCollection<(string Subject, string What)> said = [];

    public CharonTunnelsTests() => tunnels = new CharonTunnels(charon.Path, TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        tunnels.Dispose();
        await charon.DisposeAsync();
    }

    [Fact]
    public async Task Start_LoadsKeyAndWayInAndFindsWhatIsThere()
    {
        charon.Associations.Add(Association(3, 4, "10.255.0.1"));
        charon.Connections.AddRange(["router-gone", "router-gone-192.0.2.9", "router-branches-192.0.2.1", "somebody-elses"]);
        var mesh = Open();
        var peers = await mesh.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal([new SecuredPeer(Hub, "10.255.0.1")], peers);
        Assert.Equal("router-gone", (await charon.AskedAsync("unload-conn")).Text("name"));
        Assert.Equal("router-gone-192.0.2.9", (await charon.AskedAsync("unload-conn")).Text("name"));
        var key = await charon.AskedAsync("load-shared");
        Assert.Equal(("IKE", "s3cret"), (key.Text("type"), key.Text("data")));
        Assert.Equal(["10.255.0.7", "10.255.0.0/24", "%any"], key.List("owners"));
        var connection = (await charon.AskedAsync("load-conn")).Section("router-branches")!;
        Assert.Equal(
            ("%any", "never", "10.255.0.7"),
            (connection.List("remote_addrs")[0], connection.Text("unique"), connection.Section("local")!.Text("id")));
        var child = connection.Section("children")!.Section("branches")!;
        Assert.Equal(("transport", "dynamic[gre]", "none"), (child.Text("mode"), child.List("remote_ts")[0], child.Text("start_action")));
    }

    /// <summary>Whoever has the higher address gives the other a second, and more while its negotiation is under way.</summary>
    [Fact]
    public async Task Secure_ThePeerHasBegun_IsWaitedFor()
    {
        var mesh = Open();
        await mesh.StartAsync(TestContext.Current.CancellationToken);
        charon.Associations.Add(new ViciSection().Add(
            "(unnamed)", new ViciSection().Add("uniqueid", "9").Add("state", "CONNECTING").Add("remote-host", $"{Hub}")));
        mesh.Secure(Hub, Beginner.Lower);
        // At the start, and twice before it would begin itself.
        for (var time = 0; time < 3; time++)
            await charon.AskedAsync("list-sas");
        while (mesh.Look().Tunnels[0].Reason != "the peer has begun")
            await Task.Delay(10, TestContext.Current.CancellationToken);
        charon.Associations.Clear();
        var connection = await charon.AskedAsync("load-conn");
        Assert.NotNull(connection.Section("router-branches-192.0.2.1"));
        await charon.AskedAsync("initiate");
    }

    [Fact]
    public async Task Dispose_CharonIsAway_EndsQuietlyAndMoreThanOnce()
    {
        for (var time = 0; time < 10; time++)
        {
            var lonely = new CharonTunnels("/nowhere/charon.vici", TimeProvider.System, exception => Assert.Fail(exception.ToString()));
            using var mesh = lonely.Open(Settings, told.Add, (subject, what) => said.Add((subject, what)));
            mesh.Secure(Hub, Beginner.We);
            await Task.Delay(7 * time, TestContext.Current.CancellationToken);
            mesh.Stop();
            lonely.Dispose();
            lonely.Dispose();
        }
    }

    /// <summary>Who is told may fail as well.</summary>
    [Fact]
    public async Task Told_Throws_IsReportedAndTheLoopGoesOn()
    {
        var reports = new BlockingCollection<Exception>();
        using var careful = new CharonTunnels(charon.Path, TimeProvider.System, reports.Add);
        var refusals = 1;
        var mesh = careful.Open(
            Settings,
            happened =>
            {
                if (refusals-- > 0)
                    throw new InvalidOperationException("not now");
                told.Add(happened);
            },
            (subject, what) => said.Add((subject, what)));
        await mesh.StartAsync(TestContext.Current.CancellationToken);
        charon.Tell("child-updown", UpDown(1, 1, up: true));
        Assert.Equal("not now", reports.Take(TestContext.Current.CancellationToken).Message);
        charon.Tell("child-updown", UpDown(1, 1, up: false));
        Assert.IsType<MeshEvent.PeerLost>(Told());
    }

    [Fact]
    public async Task Secure_InitiatesAndTellsOnTheEvent()
    {
        var mesh = await StartedAsync();
        mesh.Secure(Hub, Beginner.We);
        Assert.NotNull((await charon.AskedAsync("load-conn")).Section("router-branches-192.0.2.1"));
        var initiate = await charon.AskedAsync("initiate");
        Assert.Equal(
            ("branches", "router-branches-192.0.2.1", "-1"), (initiate.Text("child"), initiate.Text("ike"), initiate.Text("timeout")));
        charon.Tell("child-updown", UpDown(1, 1, up: true));
        Assert.Equal(new MeshEvent.PeerSecured(Hub, "10.255.0.1"), Told());
        Assert.Equal(TunnelState.Up, Assert.Single(mesh.Look().Tunnels).State);
    }

    [Fact]
    public async Task Secure_PeerMayBegin_InitiatesWhenItDoesNot()
    {
        var mesh = await StartedAsync();
        mesh.Secure(Hub, Beginner.Lower);
        Assert.Equal("router-branches-192.0.2.1", (await charon.AskedAsync("initiate")).Text("ike"));
    }

    [Fact]
    public async Task ChildEnds_TellsWhy()
    {
        var mesh = await StartedAsync();
        charon.Tell("child-updown", UpDown(1, 1, up: true));
        Assert.IsType<MeshEvent.PeerSecured>(Told());
        charon.Tell("log", Line("received DELETE for IKE_SA router-branches-192.0.2.1[1]", 1));
        charon.Tell("child-updown", UpDown(1, 1, up: false));
        Assert.Equal(new MeshEvent.PeerLost(Hub, "the peer ended it", "10.255.0.1"), Told());
        Assert.Empty(mesh.Look().Tunnels);
    }

    [Fact]
    public async Task Rekeyed_TellsNothing()
    {
        var mesh = await StartedAsync();
        charon.Tell("child-updown", UpDown(1, 1, up: true));
        Told();
        var rekeyed = Ike(1)
            .Add("child-sas", new ViciSection().Add("branches", new ViciSection().Add("old", Child(1)).Add("new", Child(2))));
        charon.Tell("child-rekey", new ViciSection().Add("router-branches-192.0.2.1", rekeyed));
        charon.Tell("child-updown", UpDown(1, 1, up: false));
        charon.Tell(
            "ike-rekey", new ViciSection().Add("router-branches-192.0.2.1", new ViciSection().Add("old", Ike(1)).Add("new", Ike(9))));
        charon.Tell(
            "child-updown",
            new ViciSection()
                .Add("up", "yes")
                .Add("router-branches", Ike(20, "10.255.0.99").Add("child-sas", new ViciSection().Add("branches-30", Child(30)))));
        Assert.Equal(new MeshEvent.PeerSecured(Hub, "10.255.0.99"), Told());
        charon.Tell("child-updown", UpDown(30, 20, up: false));
        Assert.IsType<MeshEvent.PeerLost>(Told());
        mesh.Release(Hub);
        Assert.Equal("9", (await charon.AskedAsync("terminate")).Text("ike-id"));
    }

    [Fact]
    public async Task WrongKey_TellsThatThePeerRefusedIt()
    {
        var mesh = await StartedAsync();
        mesh.Secure(Hub, Beginner.We);
        await charon.AskedAsync("initiate");
        charon.Tell("log", Line("received AUTHENTICATION_FAILED notify error", 1));
        Assert.Equal(new MeshEvent.PeerLost(Hub, "the peer refused our key or identity (AUTHENTICATION_FAILED)"), Told());
    }

    [Fact]
    public async Task StrangersWrongKey_IsSaid()
    {
        await StartedAsync();
        charon.Tell("log", Line("tried 1 shared key for '10.255.0.7' - '10.255.0.8', but MAC mismatched", 1, "router-branches"));
        var (subject, what) = Take(said);
        Assert.Equal("ipsec", subject);
        Assert.StartsWith("a peer was refused: the key is another one than ours: tried 1 shared key", what, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CharonKilledAndBack_AsksAgainAndTakesNothingBack()
    {
        var mesh = await StartedAsync();
        mesh.Secure(Hub, Beginner.We);
        await charon.AskedAsync("initiate");
        charon.Tell("child-updown", UpDown(1, 1, up: true));
        Told();
        await charon.DieAsync();
        charon.Listen();
        await charon.AskedAsync("load-shared");
        Assert.Equal("router-branches-192.0.2.1", (await charon.AskedAsync("initiate")).Text("ike"));
        Assert.Contains("1 peer is awaited", Take(said).What, StringComparison.Ordinal);
        charon.Tell("child-updown", UpDown(1, 1, up: true));
        await UntilAsync(() => mesh.Look().Tunnels is [{ State: TunnelState.Up }]);
        Assert.Empty(told);
    }

    [Fact]
    public async Task CharonIsAway_SaysSoAndComesWhenItIsThere()
    {
        await charon.DieAsync();
        var mesh = Open();
        Assert.Empty(await mesh.StartAsync(TestContext.Current.CancellationToken));
        mesh.Secure(Hub, Beginner.We);
        Assert.Contains("strongSwan does not listen", mesh.Look().Charon, StringComparison.Ordinal);
        charon.Listen();
        await charon.AskedAsync("initiate");
        Assert.Null(mesh.Look().Charon);
    }

    [Theory]
    [InlineData(new byte[] { 0x7f, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0, 0, 0, 1, 9 })]
    [InlineData(new byte[] { 0, 0, 0, 3, 1, 3, 200 })]
    [InlineData(new byte[] { 0, 0, 0, 1, 1 })]
    public async Task CharonSendsNonsense_IsLeftAndFoundAgain(byte[] nonsense)
    {
        var mesh = await StartedAsync();
        charon.Send(nonsense);
        await charon.AskedAsync("load-shared");
        mesh.Secure(Hub, Beginner.We);
        await charon.AskedAsync("initiate");
    }

    [Fact]
    public async Task CharonRefuses_TellsItsWords()
    {
        var mesh = await StartedAsync();
        charon.Refusals["load-conn"] = "invalid value for: proposals, config discarded";
        mesh.Secure(Hub, Beginner.We);
        Assert.Equal(new MeshEvent.PeerLost(Hub, "strongSwan refuses load-conn: invalid value for: proposals, config discarded"), Told());
    }

    [Fact]
    public async Task Stop_EndsAllAndForgetsTheKey()
    {
        var mesh = await StartedAsync();
        charon.Tell("child-updown", UpDown(1, 8, up: true));
        Told();
        mesh.Stop();
        mesh.Dispose();
        Assert.Equal("8", (await charon.AskedAsync("terminate")).Text("ike-id"));
        Assert.Equal("router-branches", (await charon.AskedAsync("unload-conn")).Text("name"));
        Assert.Equal("router-branches", (await charon.AskedAsync("unload-shared")).Text("id"));
    }

    [Fact]
    public async Task Certificates_AreLoadedWithTheirKey()
    {
        var mesh = tunnels.Open(
            Settings with
            {
                Credentials = new TunnelCredentials.Certified(
                    "AAAA", "-----BEGIN EC PRIVATE KEY-----\nBBBB\n-----END EC PRIVATE KEY-----", "CCCC")
            },
            told.Add,
            (_, _) => { });
        await mesh.StartAsync(TestContext.Current.CancellationToken);
        var authority = await charon.AskedAsync("load-cert");
        Assert.Equal(
            ("X509", "CA", "-----BEGIN CERTIFICATE-----\nCCCC\n-----END CERTIFICATE-----\n"),
            (authority.Text("type"), authority.Text("flag"), authority.Text("data")));
        Assert.StartsWith("-----BEGIN EC PRIVATE KEY-----", (await charon.AskedAsync("load-key")).Text("data"), StringComparison.Ordinal);
        var connection = (await charon.AskedAsync("load-conn")).Section("router-branches")!;
        Assert.Equal("pubkey", connection.Section("local")!.Text("auth"));
        Assert.Contains("CCCC", connection.Section("remote")!.List("cacerts")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_AsText_HideTheirKeys() => Assert.DoesNotContain("s3cret", $"{Settings}", StringComparison.Ordinal);

    private IMeshTunnels Open() => tunnels.Open(Settings, told.Add, (subject, what) => said.Add((subject, what)));

    /// <summary>Begun, and what it asked so far is over.</summary>
    private async Task<IMeshTunnels> StartedAsync()
    {
        var mesh = Open();
        await mesh.StartAsync(TestContext.Current.CancellationToken);
        await charon.AskedAsync("load-conn");
        return mesh;
    }

    private MeshEvent Told() => Take(told);

    private static T Take<T>(BlockingCollection<T> from) =>
        from.TryTake(out var taken, TimeSpan.FromSeconds(30)) ? taken : throw new TimeoutException("nothing was told");

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        while (!condition())
            await Task.Delay(10, deadline.Token);
    }

    private static ViciSection Line(string text, uint ike, string name = "router-branches-192.0.2.1") =>
        new ViciSection().Add("group", "IKE").Add("level", "1").Add("ikesa-name", name).Add("ikesa-uniqueid", $"{ike}").Add("msg", text);

    private static ViciSection UpDown(uint child, uint ike, bool up)
    {
        var section = new ViciSection();
        if (up)
            section.Add("up", "yes");
        return section.Add(
            "router-branches-192.0.2.1", Ike(ike).Add("child-sas", new ViciSection().Add($"branches-{child}", Child(child))));
    }

    private static ViciSection Association(uint child, uint ike, string identity) =>
        new ViciSection().Add(
            "router-branches-192.0.2.1", Ike(ike, identity).Add("child-sas", new ViciSection().Add($"branches-{child}", Child(child))));

    private static ViciSection Ike(uint id, string identity = "10.255.0.1") => new ViciSection()
        .Add("uniqueid", $"{id}")
        .Add("state", "ESTABLISHED")
        .Add("local-host", "192.0.2.7")
        .Add("remote-host", "192.0.2.1")
        .Add("remote-id", identity)
        .Add("initiator", "yes");

    private static ViciSection Child(uint id) =>
        new ViciSection().Add("name", "branches").Add("uniqueid", $"{id}").Add("state", "INSTALLED");
}
