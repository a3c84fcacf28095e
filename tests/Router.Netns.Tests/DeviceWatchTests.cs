using System.Net;
using Router.Core.Edges;
using Router.Core.Planning;
using Router.Core.Plans;
using Router.Core.Values;
using Router.Linux.Edges.Services;
using Router.Linux.Edges.Watch;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>What others do to a real kernel is told, and told apart from what we do.</summary>
public sealed class DeviceWatchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Links_Addresses_Routes_AreToldAsTheyChange()
    {
        await using var router = await RouterUnderTest.CreateAsync(ports: 3);
        await router.ApplyAsync(NetnsDocuments.Home);
        using var watch = await OpenAsync(router);
        await using var notices = watch.ReadAsync(Token).GetAsyncEnumerator(Token);
        await router.Kernel.IpAsync("address del 10.1.0.1/24 dev lan");
        var taken = await NextAsync<DeviceNotice.Address>(notices);
        Assert.Equal((new InterfaceAddress(IPAddress.Parse("10.1.0.1"), 24), true), (taken.Value, taken.Gone));
        await router.Kernel.IpAsync("route del 198.51.100.0/24");
        await NextAsync<DeviceNotice.OwnRoute>(notices);
        await router.Kernel.IpAsync("link add usb0 type veth peer name usb1");
        Assert.Equal(
            ("usb0", false),
            await NextAsync<DeviceNotice.Link>(notices, link => link.Name == "usb0") is var added ? (added.Name, added.Gone) : default);
        await router.Kernel.IpAsync("link del usb0");
        await NextAsync<DeviceNotice.Link>(notices, link => link is { Name: "usb0", Gone: true });
    }

    [Fact]
    public async Task Firewall_ChangedByNft_BreaksTheSeal_AndTheNextTransactionLoadsItWhole()
    {
        await using var router = await RouterUnderTest.CreateAsync(ports: 3);
        using var watch = await OpenAsync(router);
        await using var notices = watch.ReadAsync(Token).GetAsyncEnumerator(Token);
        await router.ApplyAsync(NetnsDocuments.Home);
        Assert.True((await NextAsync<DeviceNotice.Firewall>(notices)).Sealed);

        await router.Kernel.ProgramAsync("nft", "add table inet other");
        await router.Kernel.ProgramAsync("nft", "insert rule inet router input tcp dport 1 accept comment foreign");
        var foreign = await NextAsync<DeviceNotice.Firewall>(notices);
        Assert.False(foreign.Sealed);
        Assert.StartsWith("nft (", foreign.By, StringComparison.Ordinal);

        await router.Kernel.RunAsync(async () =>
        {
            await watch.BreakSealAsync(Token);
            return true;
        });
        Assert.True((await NextAsync<DeviceNotice.Firewall>(notices)).Sealed);
        var desired = await router.BuildAsync(NetnsDocuments.Home);
        Assert.Null((await router.ObserveAsync(desired)).RulesetFingerprint);
        var healed = Assert.IsType<TransactionResult.Applied>(await router.TryApplyAsync(desired));
        Assert.IsType<Change.ReplaceFirewall>(Assert.Single(healed.Plan));
        Assert.True((await NextAsync<DeviceNotice.Firewall>(notices)).Sealed);
        Assert.DoesNotContain("foreign", await router.Kernel.ProgramAsync("nft", "list table inet router"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_WrittenReplacedRemovedOrGivenAway_AreTold()
    {
        await using var router = await RouterUnderTest.CreateAsync(ports: 1);
        var folder = Directory.CreateDirectory(router.Paths.InRoot("/etc/squid")).FullName;
        var (file, other) = (Path.Combine(folder, "squid.conf"), Path.Combine(folder, "mime.conf"));
        using var watch = await OpenAsync(router);
        watch.Follow(["/etc/squid/squid.conf"], ["squid"]);
        await using var notices = watch.ReadAsync(Token).GetAsyncEnumerator(Token);
        await ToldAsync(() => File.WriteAllText(file, "http_port 3128\n"), times: 2);
        await ToldAsync(() => File.Move(Written(other), file, overwrite: true));
        await ToldAsync(() => File.SetUnixFileMode(file, UnixFileMode.UserRead));
        await router.Kernel.ProgramAsync("chown", $"7:7 {file}");
        Assert.Equal("/etc/squid/squid.conf", (await NextAsync<DeviceNotice.Changed>(notices)).What);
        await ToldAsync(() => File.Delete(file));

        async Task ToldAsync(Action act, int times = 1)
        {
            act();
            for (; times > 0; times--)
                Assert.Equal("/etc/squid/squid.conf", (await NextAsync<DeviceNotice.Changed>(notices)).What);
        }
    }

    private static string Written(string path)
    {
        File.WriteAllText(path, "");
        return path;
    }

    private static Task<DeviceWatch> OpenAsync(RouterUnderTest router) =>
        router.Kernel.RunAsync(() => DeviceWatch.Open(router.Paths, new NoServices()));

    private static async Task<T> NextAsync<T>(IAsyncEnumerator<DeviceNotice> notices, Func<T, bool>? which = null)
        where T : DeviceNotice
    {
        while (await notices.MoveNextAsync())
        {
            if (notices.Current is T found && which?.Invoke(found) != false)
                return found;
        }
        throw new InvalidOperationException("the watch ended");
    }
}
