using Router.Fleet.Push;

namespace Router.Fleet.Tests.Ssh;

/// <summary>Lists of known hosts, side by side with the real ssh.</summary>
public sealed class KnownHostsAgainstSshTests(CertifiedSshd host) : IClassFixture<CertifiedSshd>
{
    private readonly Sshd sshd = host.Sshd;

    /// <summary>
    /// A list for <c>{host}</c>, and who is asked for; <c>{p}</c> is the port, <c>{ed}</c>, <c>{ec}</c>, <c>{ca}</c> and <c>{no}</c> are
    /// keys.
    /// </summary>
    [Theory]
    [InlineData("127.0.0.1", true, "[127.0.0.1]:{p} {ed}")]
    [InlineData("127.0.0.1", true, "127.0.0.1 {ed}")]
    [InlineData("127.0.0.1", false, "127.0.0.1 {no}")]
    [InlineData("127.0.0.1", false, "[127.0.0.1]:22 {ed}")]
    [InlineData("127.0.0.1", false, "[127.0.0.1]:1 {ed}")]
    [InlineData("127.1", true, "[127.0.0.1]:{p} {ed}")]
    [InlineData("127.0.0.1", true, "# remark", "", "  127.0.0.1   {ed} somebody", "half line")]
    [InlineData("127.0.0.1", true, "127.0.0.1 {no}", "127.0.0.1 {ed}")]
    [InlineData("127.0.0.1", true, "[127.0.0.*]:* {ed}")]
    [InlineData("127.0.0.1", false, "!127.0.0.1,127.0.0.* {ed}")]
    [InlineData("127.0.0.1", true, "10.*,127.0.0.? {ed}")]
    [InlineData("127.0.0.1", false, "127.0.0.1 {ed}", "@revoked * {ed}")]
    [InlineData("127.0.0.1", true, "[127.0.0.1]:{p} {ed}", "@revoked 10.* {ed}")]
    [InlineData("::1", true, "[::1]:{p} {ed}")]
    [InlineData("0:0:0:0:0:0:0:1", true, "[::1]:{p} {ed}")]
    [InlineData("0::0:1", true, "::1 {ed}")]
    [InlineData("localhost", true, "[localhost]:{p} {ed}")]
    [InlineData("LocalHost", true, "[LOCALHOST]:{p} {ed}")]
    [InlineData("localhost", false, "127.0.0.1 {ed}")]
    [InlineData("127.0.0.1", true, "@cert-authority * {ca}")]
    [InlineData("127.0.0.1", true, "@cert-authority 127.0.0.1 {ca}")]
    [InlineData("127.0.0.1", false, "@cert-authority 10.0.0.1 {ca}")]
    [InlineData("127.0.0.1", false, "@cert-authority * {no}")]
    [InlineData("127.0.0.1", true, "@cert-authority * {no}", "127.0.0.1 {ed}")]
    [InlineData("127.0.0.1", false, "@cert-authority * {ca}", "@revoked * {ca}")]
    [InlineData("127.0.0.1", false, "@cert-authority * {ca}", "@revoked * {ed}")]
    [InlineData("localhost", false, "@cert-authority * {ca}")]
    [InlineData("127.0.0.2", false, "@cert-authority * {ca}")]
    [InlineData("0:0::1", true, "@cert-authority [::1]:{p} {ca}")]
    [InlineData("127.0.0.1", false, "@unheard * {ed}")]
    public async Task List_IsReadAsSshReadsIt(string name, bool accepted, params string[] lines)
    {
        await File.WriteAllLinesAsync(sshd["list"], lines.Select(Filled), Stopping);
        Assert.Equal((name, accepted, accepted), (name, sshd.ClientAccepts(name, sshd["list"]), await Accepts(name, sshd["list"])));
    }

    /// <summary>Ssh asks for its own favourite here, is shown that, and does not know it.</summary>
    [Fact]
    public async Task List_KeyOfTheHostWithoutPort_IsAskedForFirst()
    {
        await File.WriteAllTextAsync(sshd["list"], Filled("127.0.0.1 {ec}") + "\n", Stopping);
        Assert.True(await Accepts("127.0.0.1", sshd["list"]));
    }

    [Theory]
    [InlineData("[127.0.0.1]:{p}", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.2", false)]
    public async Task List_HashedNames_AreReadAsSshReadsThem(string name, bool accepted)
    {
        await File.WriteAllTextAsync(sshd["list"], Filled($"{name} {{ed}}") + "\n", Stopping);
        sshd.Keygen("-H", "-f", "list");
        Assert.StartsWith("|1|", await File.ReadAllTextAsync(sshd["list"], Stopping));
        Assert.Equal((accepted, accepted), (sshd.ClientAccepts("127.0.0.1", sshd["list"]), await Accepts("127.0.0.1", sshd["list"])));
    }

    [Fact]
    public async Task Lists_Several_AreReadAsOne()
    {
        await File.WriteAllTextAsync(sshd["first"], Filled("[127.0.0.1]:{p} {ed}") + "\n", Stopping);
        await File.WriteAllTextAsync(sshd["second"], Filled("@revoked * {ed}") + "\n", Stopping);
        Assert.True(await Accepts("127.0.0.1", sshd["none"], sshd["first"]));
        Assert.False(sshd.ClientAccepts("127.0.0.1", $"{sshd["first"]} {sshd["second"]}"));
        var refusal = await Assert.ThrowsAsync<ConnectException>(() => host.Connect("127.0.0.1", sshd["first"], sshd["second"]));
        Assert.Contains($"is revoked in {sshd["second"]}:1", refusal.Message);
    }

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private string Filled(string line) => host.Filled(line);

    private Task<bool> Accepts(string name, params string[] lists) => host.Accepts(name, lists);
}
