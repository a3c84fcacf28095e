using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Router.Core.Planning;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>Edits of something else: a connection through NAT does not notice, and nothing is touched that was not changed.</summary>
public sealed class ZeroFlapTests
{
    private const int Entries = 10_000, Reloads = 6, Enough = 300;

    private const string Start = """
        version: 1
        system: { hostname: home }
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24] }
          lan: { device: eth1, zone: lan, addresses: [10.1.0.1/24] }
          dmz: { device: eth2, zone: dmz, addresses: [10.2.0.1/24] }
        routes:
          198.51.100.0/24: { via: 192.0.2.2 }
        firewall:
          sets:
            office: [203.0.113.0/24]
          policies: { lan -> wan: accept, lan -> router: accept }
          rules:
            - { name: office, from: wan, to: router, source: "@office", service: ssh, action: accept }
          nat:
            masquerade: [wan]
            forwards:
              web: { from: wan, service: tcp/8080, to: 10.1.0.2, to-port: 80 }
        services:
          dns: { upstream: [9.9.9.9] }

        """;

    /// <summary>An edit, and the steps that it takes: no others.</summary>
    public static TheoryData<string, string, string> Edits() => new()
    {
        { "hostname: home", "hostname: house", "SetHostname WriteFile WriteFile WriteFile RefreshService" },
        { "203.0.113.0/24]", "203.0.113.0/24, 233.252.0.0/24]", "ReplaceFirewall" },
        { "service: ssh, action: accept", "service: ssh, action: drop", "ReplaceFirewall" },
        { "to-port: 80", "to-port: 81", "ReplaceFirewall" },
        { "lan -> router: accept", "lan -> router: accept, dmz -> wan: accept", "ReplaceFirewall" },
        { "10.2.0.1/24]", "10.2.0.1/24], mtu: 1400", "SetMtu" },
        { "device: eth2,", "device: eth2, enabled: false,", "SetUp" },
        {
            "  198.51.100.0/24: { via: 192.0.2.2 }",
            "  198.51.100.0/24: { via: 192.0.2.2 }\n  198.18.0.0/15: { via: 10.2.0.9 }",
            "AddRoute"
        },
        { "9.9.9.9", "9.9.9.10", "WriteFile RefreshService" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task Commit_OfSomethingElse_IsNotNoticed(string was, string becomes, string steps)
    {
        var after = Start.Replace(was, becomes, StringComparison.Ordinal);
        Assert.NotEqual(Start, after);
        await using var router = await RouterAsync(Start);
        using var connection = await OpenConnection.OpenAsync("nat", router.Neighbours[1], router.Neighbours[0], "192.0.2.2", 80);
        using var done = new CancellationTokenSource();
        var talk = connection.TalkAsync(done.Token);

        var result = Assert.IsType<TransactionResult.Applied>(await router.TryApplyAsync(after));

        await done.CancelAsync();
        Assert.True(await talk > 0);
        Assert.Equal(0, connection.Lost);
        Assert.Equal(steps, string.Join(' ', result.Plan.Select(change => change.GetType().Name)));
    }

    /// <summary>The whole table, not its elements alone, while packets come that are allowed and packets that are not.</summary>
    [Fact]
    public async Task Reload_OfTenThousandEntries_LosesNothingAndLetsNobodyIn()
    {
        await using var router = await RouterAsync(Large(0));
        await router.Neighbours[0].IpAsync("route add 10.1.0.0/24 via 192.0.2.1");
        using var done = new CancellationTokenSource();
        var (datagrams, knocks) = (new StrongBox<int>(), new StrongBox<int>());
        var allowed = Datagrams.CountAsync(router.Neighbours[1], router.Neighbours[0], "192.0.2.2", datagrams, done.Token);
        var forbidden = Datagrams.CountAsync(router.Neighbours[0], router.Neighbours[1], "10.1.0.2", knocks, done.Token);
        for (var i = 1; i <= Reloads || Math.Min(Volatile.Read(ref datagrams.Value), Volatile.Read(ref knocks.Value)) < Enough; i++)
            await router.ApplyAsync(Large(i));
        await done.CancelAsync();
        Assert.Equal(datagrams.Value, await allowed);
        Assert.Equal(0, await forbidden);
    }

    private static async Task<RouterUnderTest> RouterAsync(string document)
    {
        var router = await RouterUnderTest.CreateAsync(3);
        await router.ApplyAsync(document);
        await router.AddressNeighboursAsync(("192.0.2.2/24", null), ("10.1.0.2/24", "10.1.0.1"), ("10.2.0.2/24", null));
        return router;
    }

    private static string Large(int round)
    {
        var forwards = new StringBuilder();
        for (var i = 0; i < Entries; i++)
            forwards.Append(
                CultureInfo.InvariantCulture, $"      f{i}: {{ from: wan, service: tcp/{10000 + i}, to: 10.1.0.{2 + (i % 200)} }}\n");
        return Start.Replace(
            "      web: { from: wan, service: tcp/8080, to: 10.1.0.2, to-port: 80 }\n", forwards.ToString(), StringComparison.Ordinal)
            .Replace(
                "service: ssh, action: accept", $"service: ssh, action: {(round % 2 == 0 ? "accept" : "drop")}", StringComparison.Ordinal);
    }
}
