using Router.Daemon.Controllers;
using Router.Daemon.Edges;

namespace Router.Controller.Tests;

/// <summary>A device's own side, by the curl of this machine, at a real controller.</summary>
public class DeviceLinkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Device_IsLetInByItsToken_GetsItsDocument_AndRenewsItsCertificate()
    {
        using var scratch = new Scratch();
        using var work = new Scratch();
        await using var controller = await TryController.StartAsync(scratch.Path);
        var link = new ControllerCurl(Path.Combine(work.Path, "link"), new Disk());
        var authority = await File.ReadAllTextAsync(Path.Combine(scratch.Path, "ca.pem"), Token);
        var url = controller.Url.ToString();

        var (key, request) = ControllerIdentity.New();
        var identity = await new ControllerClient(link, url, authority, null).EnrolAsync(await controller.TokenAsync("r1"), request, Token);
        var device = new ControllerClient(link, url, authority, $"{key}{identity.Certificate}");
        Assert.False(ControllerIdentity.IsOld(identity.Certificate, DateTimeOffset.UtcNow));
        Assert.True(ControllerIdentity.IsOld(identity.Certificate, DateTimeOffset.UtcNow.AddDays(200)));
        Assert.Null(await device.FetchAsync(0, 0, Token));

        var waits = device.FetchAsync(0, 30, Token);
        using var ordered = await controller.OrderAsync(Orders.For("r1"));
        var given = await waits;
        Assert.Equal(Orders.Document("r1"), given!.Document);
        Assert.Equal("secret of r1", given.Secrets["psk"]);

        var (nextKey, nextRequest) = ControllerIdentity.New();
        var next = await device.RenewAsync(nextRequest, Token);
        // Until the next one is used, both are good: the answer may have been lost.
        Assert.Null(await device.FetchAsync(given.Revision, 0, Token));
        Assert.Null(await new ControllerClient(link, url, authority, $"{nextKey}{next.Certificate}").FetchAsync(given.Revision, 0, Token));
    }

    [Fact]
    public async Task Controller_OfAnotherAuthority_IsNotBelieved()
    {
        using var scratch = new Scratch();
        using var other = new Scratch();
        using var work = new Scratch();
        await using var controller = await TryController.StartAsync(scratch.Path);
        await using var stranger = await TryController.StartAsync(other.Path);
        var link = new ControllerCurl(Path.Combine(work.Path, "link"), new Disk());
        var authority = await File.ReadAllTextAsync(Path.Combine(other.Path, "ca.pem"), Token);
        var refused = await Assert.ThrowsAsync<ControllerException>(() =>
            new ControllerClient(link, controller.Url.ToString(), authority, null).EnrolAsync("router-enrol:r1:x", "", Token));
        Assert.Contains("no certificate of the authority", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Controller_ThatIsAway_IsSaidSo()
    {
        using var work = new Scratch();
        var link = new ControllerCurl(Path.Combine(work.Path, "link"), new Disk());
        var away = await Assert.ThrowsAsync<ControllerException>(() =>
            new ControllerClient(link, $"https://127.0.0.1:{Ports.Free()}", "", null).FetchAsync(0, 0, Token));
        Assert.Contains("is not reached", away.Message, StringComparison.Ordinal);
    }
}
