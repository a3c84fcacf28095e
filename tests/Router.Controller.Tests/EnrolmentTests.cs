using System.Net;
using Router.Api.Controllers;
using Router.Core.Trust;

namespace Router.Controller.Tests;

/// <summary>Who is let in, and what it may see.</summary>
public class EnrolmentTests
{
    [Fact]
    public async Task Enrol_WithAToken_WorksOnce()
    {
        using var scratch = new Scratch();
        await using var controller = await TryController.StartAsync(scratch.Path);
        using var unknown = controller.Client(null);
        var token = await controller.TokenAsync("r1");

        using var device = new TryDevice("r1", controller.Client(await TryDevice.EnrolAsync(unknown, token)));
        Assert.Null(await device.FetchAsync());

        using var key = P256.Generate();
        using var again = await TryDevice.AskInAsync(unknown, token, key);
        Assert.Equal(HttpStatusCode.Forbidden, again.StatusCode);
        using var made = await TryDevice.AskInAsync(unknown, $"{EnrolmentToken.Prefix}r1:AAAA", key);
        Assert.Equal(HttpStatusCode.Forbidden, made.StatusCode);
    }

    [Fact]
    public async Task Enrol_Again_TakesTheFirstCertificateBack()
    {
        using var scratch = new Scratch();
        await using var controller = await TryController.StartAsync(scratch.Path);
        using var before = await controller.DeviceAsync("r1");
        using var after = await controller.DeviceAsync("r1");

        using var refused = await before.AskAsync();
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Null(await after.FetchAsync());
    }

    [Fact]
    public async Task Revoke_WhileADeviceWaits_EndsThatToo()
    {
        using var scratch = new Scratch();
        await using var controller = await TryController.StartAsync(scratch.Path);
        using var device = await controller.DeviceAsync("r1");
        var waits = device.AskAsync(wait: 30);
        await Task.Delay(300, TestContext.Current.CancellationToken);

        using var revoked = await controller.DeleteAsync($"{ControllerPaths.Devices}/r1");
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        using var refused = await waits.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Request_WithoutItsCertificate_IsRefused()
    {
        using var scratch = new Scratch();
        await using var controller = await TryController.StartAsync(scratch.Path);
        using var unknown = controller.Client(null);
        using var device = await controller.DeviceAsync("r1");
        using var asDevice = controller.Client(await TryDevice.EnrolAsync(unknown, await controller.TokenAsync("r2")));
        using var viewer = await controller.OperatorAsync("viewer", "view");

        foreach (var (client, path) in new[]
        {
            (unknown, $"{ControllerPaths.Document}?have=0&wait=0"), (unknown, ControllerPaths.Devices), (asDevice, ControllerPaths.Devices),
            (asDevice, ControllerPaths.Audit), (viewer, $"{ControllerPaths.Document}?have=0&wait=0"),
        })
        {
            using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Connection_WithACertificateOfAnotherAuthority_IsRefused()
    {
        using var scratch = new Scratch();
        using var other = new Scratch();
        await using var controller = await TryController.StartAsync(scratch.Path);
        await using var stranger = await TryController.StartAsync(other.Path);
        using var client = controller.Client(await File.ReadAllTextAsync(
            Path.Combine(other.Path, "admin.pem"), TestContext.Current.CancellationToken));

        await Assert.ThrowsAnyAsync<HttpRequestException>(() =>
            client.GetAsync(ControllerPaths.Devices, TestContext.Current.CancellationToken));
    }
}
