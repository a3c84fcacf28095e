using System.Text.Json;
using Router.Api;
using Router.Api.Contract;
using Router.Api.Limits;
using Router.Documents;

namespace Router.Console.Tests;

/// <summary>A daemon that always answers the same, and writes down what it was asked.</summary>
internal sealed class CannedDaemon : IApiSession
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 17, 12, 0, 0, TimeSpan.FromHours(2));

    private static readonly LeftInBackup[] Left =
    [
        new("etc/network/interfaces", "interfaces and addresses stand in the document: set interfaces ..."),
        new("etc/passwd", "accounts are made of the document: set system users ..."),
        new("etc/group", "accounts are made of the document: set system users ..."),
    ];

    private const string StatementKey =
        "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEmA5lh4fyQs3AtNFU2JLZg2W7PR7o\n"
        + "mFsYPVHPjQdSPjX1xWh92b6ELsndT+wcMZGD8HrqVHL6MqnEl7neDHK8qg==\n-----END PUBLIC KEY-----\n";

    private static readonly DeviceStatement Statement = new()
    {
        Kind = DeviceStatement.OfRouter,
        Format = DeviceStatement.Newest,
        Serial = 1025,
        Time = Noon.AddDays(1),
        BootId = "0f2bd1c2-6a0b-4a39-8e53-6d3b0d2c7f11",
        Hostname = "home",
        Document = DeviceStatement.DigestOf("version: 1\n"),
        Confirmed = true,
        Generation = 4,
        Since = Noon,
        By = "anna",
        Comment = "guests",
        Version = "0.1.0",
        Board = "vm-x86_64",
        Image = "2026.5",
        Slot = "a",
    };

    public List<string> Asked { get; } = [];

    /// <summary>What it says the router is called.</summary>
    public string Hostname { get; set; } = "home";

    public Response.Failed? Refusal => null;

    public Caller Caller { get; } = new("anna", CallerRank.Admin);

    public void Enter(ClientConnection connection)
    {
    }

    public bool IsUrgent(Request request) => false;

    public bool IsStream(Request request) =>
        request is Request.Ping or Request.MonitorTraffic or Request.MonitorEvents or Request.TraceRoute;

    public Task<Response> AnswerAsync(Request request)
    {
        if (request is not Request.Hello)
            Note(request);
        return Task.FromResult(request is Request.Hello
            ? new Response.Welcome("anna", "admin", Hostname, ["booted from generation 3 of bob instead"], "this")
            : Answer(request));
    }

    public async IAsyncEnumerable<Response> StreamAsync(
        Request request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stopping)
    {
        Note(request);
        await Task.Yield();
        if (request is Request.MonitorTraffic { Filter: "bad" })
        {
            yield return new Response.Failed(FailureKind.Machine, "filter: syntax error", null, []);
            yield break;
        }
        if (request is Request.MonitorTraffic)
            yield return new Response.Packet(Noon, "192.168.10.5.40000 > 9.9.9.9.53: UDP 41", 83, new byte[] { 1, 2, 3, 4 }, 1);
        else if (request is Request.MonitorEvents)
        {
            yield return new Response.Event(Noon, "commit", "anna (ssh 10.0.0.7): 2 steps", "this");
            yield return new Response.Event(Noon, "commit", "anna (ssh 10.0.0.7): 3 steps");
        }
        else
            yield return new Response.Line("64 bytes from 192.168.10.5: seq=0");
        yield return new Response.End(0);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Note(Request request)
    {
        lock (Asked)
            Asked.Add(JsonSerializer.Serialize(request, ApiJson.Request));
    }

    private static Response Answer(Request request) => request switch
    {
        Request.ShowVersion => new Response.Version(
            "0.1.0", "home", "vm-x86_64", "lab", "2026.5", "6.1.0-lab", 93784, true,
            false, new RunningStatus(4, "anna", Noon, "guests", null, [])),
        Request.ShowSystem => new Response.SystemStatus(
            "home", Noon, 61, [0.5, 0.25, 0.1], 256 << 20, 100 << 20, 13 << 20, "/var/lib/router", 1 << 30, 1 << 29),
        Request.ShowInterfaces => new Response.Interfaces(
        [
            new(
                "wan", "eth0", "wan", "physical", "up", "52:54:00:12:34:56", 1500, null,
                [new("203.0.113.7/24", "dynamic"), new("fe80::1/64", "link-local")], 1536, 12, 2048, 9),
            new(
                "lan", "lan", "lan", "bridge", "no carrier", "52:54:00:12:34:57",
                1500, null, [new("192.168.10.1/24", "static")], 0, 0, 0, 0),
            new("vpn", "vpn", "staff", "wireguard", "up", null, 1420, null, [new("10.8.0.1/24", "static")], 300, 3, 400, 4)
            {
                Peers =
                [
                    new("office", "198.51.100.7:51820", new DateTimeOffset(2026, 11, 28, 9, 30, 0, TimeSpan.Zero), 25, 300, 400),
                    new("anna", null, null, 0, 0, 0),
                ],
            },
            new(null, "lo", null, "loopback", "up", null, 65536, null, [new("127.0.0.1/8", "static")], 1, 1, 1, 1),
        ]),
        Request.ShowBgp => new Response.Bgp(
            65000,
            "10.255.0.7",
            [new("10.255.0.1", "ipv4", 65000, "Established", 3700, 2, 1), new("10.255.0.2", "ipv4", 65000, "Active", null, 0, 0)]),
        Request.ShowRoutes => new Response.Routes(
        [
            new("0.0.0.0/0", "203.0.113.1", "eth0", "wan", "dhcp", "unicast", 100, null),
            new("10.9.0.0/16", null, null, null, "router", "blackhole", null, null),
        ]),
        Request.ShowPppoe => new Response.PppoeLines(
        [
            new("wan", "fibre", "cpe-1@isp", "up")
            {
                ForSeconds = 93_784, Address = "203.0.113.7", Peer = "203.0.113.1", Mtu = 1492, Concentrator = "bras-3",
            },
            new("second", "copper", "cpe-2@isp", "waiting")
            {
                NextInSeconds = 8, Failure = "CHAP authentication failed",
                FailedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            },
        ]),
        Request.ShowDns => new Response.Dns(
            1000, 40, 3, 120, 30, [new("tls://9.9.9.9#dns.quad9.net", 28, 1), new("10.1.0.53", 2, 0)]),
        Request.ShowUplinks => new Response.Uplinks(
        [
            new("fibre", "wan", "eth0", "down", Noon.AddMinutes(-3), "none of its probes is answered (9.9.9.9)", false)
            {
                Gateways = ["203.0.113.1"], Priority = 1, Weight = 1, Probes = [new("9.9.9.9", 100, null)],
            },
            new("lte", "modem", "wwan0", "good", Noon.AddHours(-5), "its probes are answered", true)
            {
                Gateways = ["100.64.0.1"], Priority = 100, Weight = 1, Probes = [new("9.9.9.9", 10, 48.25)],
            },
        ]),
        Request.ShowMappings => new Response.Mappings(
            Enabled: true, "203.0.113.7",
            [
                new("udp", 3074, "192.168.10.31", 3074, "upnp", Noon.AddHours(2), "Xbox"),
                new("tcp", 22000, "192.168.10.40", 22000, "pcp", Noon.AddMinutes(90), ""),
            ]),
        Request.ShowShaping => new Response.Shaping(
        [
            new("wan", "eth0", "up", 38_000_000, "shaped")
            {
                SentBytes = 5_000_000, SentPackets = 4000, DroppedPackets = 12, BacklogBytes = 3000,
                Tins =
                [
                    new("bulk", 2_375_000, 0, 0, 0),
                    new("best effort", 38_000_000, 4_990_000, 3950, 12)
                    {
                        MarkedPackets = 3, BacklogBytes = 3000, PeakDelay = 4.25, AverageDelay = 2, BaseDelay = 0.05,
                    },
                ],
            },
            new("wan", "ifb-wan", "down", 95_000_000, "not shaped"),
        ]),
        Request.ShowFirewall => new Response.Firewall(true, "0123456789abcdef",
            [new(
                "forward",
                "forward",
                "drop",
                [new("ct state established,related accept", null, 5000, 4 << 20), new("jump lan_wan", "lan -> wan", null, null)])]),
        Request.ShowServices => new Response.Services(
            [
                new("sshd", true, true, 214, 3720, null),
                new("squid", true, false, null, null, "squid -k parse: bad line"),
                new("samba", false, false, null, null, null)
            ]),
        Request.ShowLog => new Response.Log([new(Noon, "info", "routerd", "ready"), new(Noon, "error", "dnsmasq[12]", "no address range")]),
        Request.ShowLeases => new Response.Leases(
            [new("192.168.10.101", "52:54:00:aa:bb:cc", "laptop", Noon), new("192.168.10.5", "52:54:00:12:34:56", null, null)]),
        Request.ShowSessions => new Response.Sessions(2, [new("tcp", "192.168.10.5", 40000, "2001:db8::1", 443, "ESTABLISHED", 431999)]),
        Request.ShowUsers => new Response.Users(
            [
                new(3, "eva", "view", "ssh 10.0.0.9", Noon, 312, null, 411, false, false),
                new(7, "anna", "admin", "ssh 10.0.0.7", Noon, 0, "show-users", 520, false, true),
                new(8, "eva", "view", "local", Noon, 0, "monitor-events", 530, false, false)
            ]),
        Request.ShowBackup => new Response.KeptBackup(
            "/media/usb", "home.apkovl.tar.gz", Noon, "nothing is mounted at /media/usb", Noon.AddMinutes(5)),
        Request.MakeBackup => new Response.Backup(
            "home.apkovl.tar.gz", "SHA256:abc", ["the secret nas, which the configuration names, is not set and so not in it"],
            new byte[] { 0x1f, 0x8b, 8, 0 }),
        Request.Restore { FromAnother: false, OnlyLook: false } => new Response.Failed(
            FailureKind.Invalid, "it is a backup of another device, SHA256:abc: home; nothing was changed",
            "restore FILE --dry-run says what is in it, restore FILE --from-another takes it all the same", []),
        Request.Restore { OnlyLook: true } => new Response.Restored(
            "it is a backup of this device: home, generation 12, committed 2026-05-17 12:00 by anna", ["the document", "the secret mesh"],
            Left, ["the secret nas is not in the backup: the one that is stored here is used"],
            [new Problem("interfaces lan device", "there is no port eth7", "ports here: eth0, eth1", 4, 10)], null, null),
        Request.Restore restore => new Response.Restored(
            "it is a backup that no router has signed, as lbu makes them", ["the host name home"], Left, [], [],
            new Response.Committed(
                restore.ConfirmMinutes is null ? 5 : null, restore.ConfirmMinutes is null ? null : Noon, ["set host name home"], [], 12),
            null),
        Request.ShowConfiguration { Path: ["nowhere"] } =>
            new Response.Failed(FailureKind.Invalid, "nothing stands at nowhere", "show configuration without a path shows all", []),
        Request.ShowConfiguration { Commands: true } => new Response.Document("set version 1\nset system hostname home\n"),
        Request.ShowConfiguration => new Response.Document("version: 1\nsystem:\n  hostname: home\n"),
        Request.ShowHistory => new Response.History(
            [
                new(4, Noon, "anna", "ssh 10.0.0.7", "guests", null, true, true),
                new(3, Noon, "bob", "local", null, "before-guests", false, false)
            ]),
        Request.ShowStatement => new Response.Statement(Statement.ToText(), StatementKey, new byte[] { 1, 2, 3 }),
        Request.ShowLock => new Response.CommitLock(false, null, null, null, null),
        Request.TakeLock take => new Response.CommitLock(true, take.Name, "anna (ssh 10.0.0.7)", Noon, Noon.AddMinutes(take.Minutes)),
        Request.ReleaseLock => new Response.Done("the lock of anna@desk has ended"),
        Request.ShowDrift => new Response.Drift(false, Noon, ["address 192.168.10.1/24 on lan is missing"]),
        Request.ShowSecrets => new Response.Secrets(["guest-nas", "mesh"]),
        Request.Compare =>
            new Response.Difference(["@@ -1,3 +1,3 @@", "-  hostname: old", "+  hostname: home"], ["set system hostname home"]),
        Request.CommitFile { Document: "wrong" } =>
            new Response.Failed(FailureKind.Invalid, "the configuration has a problem; nothing was changed", null,
                [new Problem("interfaces lan adress", "there is no such key", "did you mean addresses?", 7, 5)]),
        Request.CommitFile { Document: "very wrong" } =>
            new Response.Failed(FailureKind.Invalid, "the configuration has 10000 problems; nothing was changed", null,
                [
                    new Problem("firewall sets blocked file", "'x' is not an address", "mend the line", 3, 1) { File = "sets/blocked.txt" },
                    .. Enumerable.Range(1, 9999).Select(i => new Problem($"firewall rules r{i} from", "there is no zone", null, i, 5))
                ]),
        Request.Commit { ConfirmMinutes: null } or Request.CommitFile { ConfirmMinutes: null } or Request.Confirm =>
            new Response.Committed(5, null, ["~ hostname old -> home"], ["3:1: services ssh: nobody could log in"], 12.5),
        Request.Commit or Request.CommitFile =>
            new Response.Committed(null, Noon, ["~ hostname old -> home"], ["3:1: services ssh: nobody could log in"], 12.5),
        Request.RestartService { Name: "nothing" } =>
            new Response.Failed(FailureKind.Denied, "eva has the role view, which does not allow this", "it needs operate", []),
        Request.Complete { Subject: CompletionSubject.Interface } complete => Complete(complete, "wan", "lan"),
        Request.Complete { Subject: CompletionSubject.Set, Words: [var only] } => Complete(only, "interfaces", "firewall", "system"),
        Request.Complete { Subject: CompletionSubject.Present, Words: [.., var last] } => Complete(last, "rules of the office"),
        Request.Complete => new Response.Completions([new("<address>", "an IPv4 or IPv6 address")]),
        Request.Edit or Request.Enter { Path: not ["nosuch", ..] } => new Response.Done(""),
        Request.Enter => new Response.Failed(FailureKind.Invalid, "nosuch: unknown key", "keys here are version, system", []),
        Request.DryRun => new Response.Forecast(["~ hostname old -> home"], 0, [], 3, ["3:1: services ssh: nobody could log in"]),
        _ => new Response.Done("done"),
    };

    private static Response.Completions Complete(Request.Complete request, params string[] names) => Complete(request.Words[^1], names);

    private static Response.Completions Complete(string typed, params string[] names) =>
        new([.. names.Where(n => n.StartsWith(typed, StringComparison.Ordinal)).Select(n => new CompletionItem(n, $"about {n}"))]);
}
