using System.Net;
using Router.Core.Rulesets;
using Router.Linux.Compiling;
using Router.Linux.Edges.Mesh;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Linux.Edges.Nft;
using Router.Netns.Tests.Namespaces;
using Router.Testing;
using Router.Testing.Generated;
using Router.Wire.Netlink.Nftables;

namespace Router.Netns.Tests;

/// <summary>What we make of a ruleset for the kernel is what nft makes of its text: the kernel's table is listed as the same.</summary>
public sealed class CompiledRulesetTests
{
    private const int Ports = 5, RandomDocuments = 25;

    [Fact]
    public async Task Compiled_EveryKindOfEntry_IsWhatNftMakes()
    {
        await using var router = await RouterUnderTest.CreateAsync(Ports);
        // Kernels without flowtables refuse them from nft as well; and a check refuses what the golden shows.
        await VerifyAsync(
            router,
            EveryFirewallEntry.Document.Replace("  fast-path: hardware\n", "", StringComparison.Ordinal)
                .Replace("[tcp/8080, tcp/9000-9010]", "tcp/8080", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Compiled_RandomDocuments_AreWhatNftMakes()
    {
        await using var router = await RouterUnderTest.CreateAsync(Ports);
        var source = new RandomRouter(new Random(Seeds.First), "vxlan", "veth");
        for (var i = 0; i < RandomDocuments; i++)
            await VerifyAsync(router, source.Next().Document);
    }

    /// <summary>The tables that running meshes have beside it.</summary>
    [Fact]
    public async Task Compiled_TablesOfMeshes_AreWhatNftMakes()
    {
        await using var router = await RouterUnderTest.CreateAsync(Ports);
        foreach (var peer in (string[])["10.255.0.3", "fd00::3"])
        {
            var marks = new PeerMarks("branches");
            marks.Note(IPAddress.Parse(peer), 7);
            await VerifyAsync(router, marks.TableOfMarks(), seal: null, marks.TableOfMarks().ToText());
        }
        var sources = ProtectionOverIPv6.TableOf("branches", 300, IPAddress.Parse("2001:db8::1"));
        await VerifyAsync(router, sources, seal: null, sources.ToText());
    }

    /// <summary>What no document of the product makes is left to nft.</summary>
    [Fact]
    public void Compiled_WordsThatOnlyNftKnows_AreLeftToIt()
    {
        foreach (var rule in (Rule[])
        [
            Rule.Of(Statement.Match.Is(new Selector("ip ttl"), "1"), Statement.Verdict.Drop),
            Rule.Of(Statement.Match.Is(Selector.State, "unheard-of"), Statement.Verdict.Drop),
            Rule.Of(Statement.Match.MemberOf(Selector.InputLink, "nowhere"), Statement.Verdict.Drop),
            Rule.Of(new Statement.Reject("icmp host-unreachable")),
            Rule.Of(Statement.Assign.Value(new Selector("ip dscp"), "4")),
        ])
        {
            Assert.Null(RulesetCompiler.Compile(new Table("router", [new TableObject.Chain("a", null, [rule])]), null));
        }
    }

    private static async Task VerifyAsync(RouterUnderTest router, string document)
    {
        var ruleset = (await router.BuildAsync(document)).Ruleset;
        await VerifyAsync(router, ruleset.Table, RulesetFingerprint.Prefix + ruleset.Fingerprint, ruleset.ToText());
    }

    private static async Task VerifyAsync(RouterUnderTest router, Table table, string? seal, string text)
    {
        var messages = RulesetCompiler.Compile(table, seal);
        Assert.True(messages is not null, text);
        await router.Kernel.RunAsync(() =>
        {
            using var socket = NetlinkSocket.Netfilter();
            socket.Execute(new NftBatch(table.Name).Add(messages), "load the firewall");
            return Task.FromResult(true);
        });
        var byUs = await router.ListFirewallAsync(table.Name);
        await router.LoadByNftAsync(text);
        Assert.Equal(await router.ListFirewallAsync(table.Name), byUs);
    }
}
