using Router.Core.Planning;
using Router.Core.State;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>What ports are told by ethtool, on the real kernel: a pair of links has offloads, a tap has a speed.</summary>
public sealed class PortSettingTests
{
    private static readonly TuningKey Gro = new(TuningKind.Port, "eth0", TuningWords.Offload + "gro");

    private static readonly TuningKey Tso = new(TuningKind.Port, "eth0", TuningWords.Offload + "tso");

    [Fact]
    public async Task Offloads_AreChangedAndComeBackWithTheDocument()
    {
        await using var router = await RouterUnderTest.CreateAsync(1);
        var (plain, changed) = (Document(""), Document("offloads: { gro: true, tso: false }"));
        var was = await ObservedAsync(router, changed);
        Assert.Equal("on", was[Tso].Value);
        await router.ApplyAsync(changed);
        var there = await ObservedAsync(router, changed);
        Assert.Equal(("on", "off"), (there[Gro].Value, there[Tso].Value));
        Assert.Equal("on", there[Tso].Former);
        Assert.IsType<TransactionResult.Unchanged>(await router.TryApplyAsync(changed));
        await router.ApplyAsync(plain);
        there = await ObservedAsync(router, changed);
        Assert.Equal((was[Gro].Value, "on", null), (there[Gro].Value, there[Tso].Value, there[Tso].Former));
    }

    /// <summary>Whichever step of a commit fails, the port is as it was, and nothing is noted of it.</summary>
    [Fact]
    public async Task Offloads_OfACommitThatFails_AreAsTheyWere()
    {
        await using var router = await RouterUnderTest.CreateAsync(1);
        var changed = Document("offloads: { tso: false }");
        var desired = await router.BuildAsync(changed);
        for (var good = 0; ; good++)
        {
            var result = await router.TryApplyAsync(changed, new FailingApplier(router.Applier, good));
            if (result is TransactionResult.Applied)
                break;
            Assert.Empty(Assert.IsType<TransactionResult.Failed>(result).NotUndone);
            Assert.Equal(new ObservedTuning("on"), (await router.ObserveAsync(desired)).Tunings[Tso]);
        }
        Assert.Equal(new ObservedTuning("off", "on"), (await router.ObserveAsync(desired)).Tunings[Tso]);
    }

    [Fact]
    public async Task Speed_OfATap_IsFixedAndComesBack()
    {
        await using var router = await RouterUnderTest.CreateAsync(0);
        await router.Kernel.IpAsync("tuntap add dev eth0 mode tap");
        var key = new TuningKey(TuningKind.Port, "eth0", TuningWords.Link);
        var changed = Document("speed: 100, duplex: half, autonegotiation: false");
        var was = (await ObservedAsync(router, changed))[key].Value;
        await router.ApplyAsync(changed);
        Assert.Equal(new ObservedTuning("fixed 100 half", was), (await ObservedAsync(router, changed))[key]);
        await router.ApplyAsync(Document(""));
        Assert.Equal(new ObservedTuning(was), (await ObservedAsync(router, changed))[key]);
    }

    /// <summary>A pair of links has no wires to pause and nothing that wakes: that waits, and the rest goes on.</summary>
    [Fact]
    public async Task Settings_ThatTheDriverDoesNotHave_Wait()
    {
        await using var router = await RouterUnderTest.CreateAsync(1);
        var desired = await router.BuildAsync(Document("wake: magic, pause: both, offloads: { gro: true }"));
        var result = Assert.IsType<TransactionResult.Applied>(await router.TryApplyAsync(desired));
        Assert.Equal(
            ["port eth0 pause", "port eth0 wake"], result.Waiting.Select(waiting => waiting.Subject).Order(StringComparer.Ordinal));
    }

    private static async Task<IReadOnlyDictionary<TuningKey, ObservedTuning>> ObservedAsync(RouterUnderTest router, string document) =>
        (await router.ObserveAsync(await router.BuildAsync(document))).Tunings.ToDictionary(entry => entry.Key, entry => entry.Value);

    private static string Document(string words) => $$"""
        version: 2
        interfaces:
          lan: { device: eth0, zone: lan, addresses: [10.1.0.1/24], ethernet: { {{words}} } }

        """;
}
