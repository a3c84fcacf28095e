using System.Net;
using Router.Boot.Tests.Lab;
using Router.Image.Edges;

namespace Router.Boot.Tests.Home;

public sealed class ClientTests(HomeLab lab) : HomeTest(lab)
{
    private readonly HomeLab lab = lab;

    [Fact]
    public void Dhcp_Client_GetsALeaseFromTheRange()
    {
        var last = IPAddress.Parse(lab.Lease[0]).GetAddressBytes();
        Assert.Equal([192, 168, 10], last[..3]);
        Assert.InRange(last[3], 100, 199);
        Assert.Equal(["192.168.10.1", "192.168.10.1", "home.arpa"], lab.Lease[1..]);
    }

    [Fact]
    public async Task ShowLeases_AfterTheClientTookOne_HasIt() =>
        Assert.Contains(lab.Lease[0], await RouterAsync("show leases"), StringComparison.Ordinal);

    [Theory]
    [InlineData(LabNetwork.Name, "192.0.2.10")]
    [InlineData("printer.home.arpa", "192.168.10.9")]
    public async Task Dns_NameFromUpstreamOrDocument_IsAnswered(string name, string address)
    {
        var answer = await Client.RunAsync(Stopping, "busybox", "nslookup", "-type=a", name, lab.Lease[2]);
        Assert.Contains(address, answer.OrThrow("nslookup"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Web_Outside_IsReachedThroughNat()
    {
        Assert.Equal("this is /nat\n", (await CurlAsync(Client, $"http://{LabNetwork.Server}/nat")).OrThrow("curl"));
        Assert.Contains((HomeLab.Outer, "/nat"), lab.Network.Web.Requests);
    }

    [Fact]
    public async Task Outside_ClientAndServices_AreNotReached()
    {
        await Outside.IpAsync($"route replace 192.168.10.0/24 via {HomeLab.Outer}", Stopping);
        using var client = WebServer.Start(Client, IPAddress.Parse(lab.Lease[0]), 8080);
        IPEndPoint[] doors =
            [.. new[] { 22, 53, 445, 3128 }.Select(port => new IPEndPoint(HomeLab.Outer, port)), new(IPAddress.Parse(lab.Lease[0]), 8080)];
        var open = await Task.WhenAll(doors.Select(door => BootProbes.TakesAsync(Outside, door, TimeSpan.FromSeconds(3), Stopping)));
        Assert.Equal(doors.Select(_ => false), open);
        Assert.True(await BootProbes.TakesAsync(Client, new IPEndPoint(HomeLab.Inner, 3128), TimeSpan.FromSeconds(10), Stopping));
    }

    [Fact]
    public async Task Outside_ForwardedPort_LeadsToTheInnerHost()
    {
        using var inner = WebServer.Start(Client, HomeLab.ForwardTarget, 80);
        Assert.Equal("this is /forward\n", (await CurlAsync(Outside, $"http://{HomeLab.Outer}/forward")).OrThrow("curl"));
        Assert.Contains((IPAddress.Parse(LabNetwork.Gateway), "/forward"), inner.Requests);
    }

    [Fact]
    public async Task Proxy_Page_ComesThrough()
    {
        Assert.Equal(
            "this is /proxy\n",
            (await CurlAsync(Client, "-x", "http://192.168.10.1:3128", $"http://{LabNetwork.Name}/proxy")).OrThrow("curl"));
        Assert.Contains((HomeLab.Outer, "/proxy"), lab.Network.Web.Requests);
    }

    [Fact]
    public async Task Proxy_DeniedDomain_IsForbidden()
    {
        var code = await CurlAsync(
            Client, "-x", "http://192.168.10.1:3128", "-o", "/dev/null", "-w", "%{http_code}", "http://ads.example/denied");
        Assert.Equal("403", code.OrThrow("curl"));
        Assert.DoesNotContain(lab.Network.Web.Requests, request => request.Page == "/denied");
    }

    [Fact]
    public async Task Share_UserWithPassword_PutsAndGetsAFile()
    {
        var sent = Path.Combine(lab.Router.Folder, "sent");
        var got = Path.Combine(lab.Router.Folder, "got");
        await File.WriteAllTextAsync(sent, $"{Guid.NewGuid()}\n", Stopping);
        (await SmbAsync(lab.SharePassword, $"put {sent} file; get file {got}")).OrThrow("smbclient");
        Assert.Equal(await File.ReadAllTextAsync(sent, Stopping), await File.ReadAllTextAsync(got, Stopping));
    }

    [Fact]
    public async Task Share_WrongPassword_IsRefused()
    {
        var refused = await SmbAsync("wrong", "ls");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("NT_STATUS_LOGON_FAILURE", refused.Output + refused.Error, StringComparison.Ordinal);
    }

    private Task<ToolResult> SmbAsync(string password, string commands) =>
        Client.RunAsync(Stopping, "smbclient", "//192.168.10.1/media", "-U", $"{HomeLab.ShareUser}%{password}", "-c", commands);
}
