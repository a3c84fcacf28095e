using Router.Fleet.KnownHosts;

namespace Router.Fleet.Tests.KnownHosts;

public class KnownHostsListTests
{
    private static readonly byte[] Key = Blob(1);
    private static readonly byte[] Other = Blob(2);

    [Theory]
    [InlineData("router.example", 22, HostKeyVerdict.Known)]
    [InlineData("ROUTER.example", 22, HostKeyVerdict.Known)]
    [InlineData("192.0.2.1", 22, HostKeyVerdict.Known)]
    [InlineData("router.example", 2222, HostKeyVerdict.Known)]
    [InlineData("other.example", 2222, HostKeyVerdict.Unknown)]
    [InlineData("lost.example", 2222, HostKeyVerdict.Revoked)]
    [InlineData("10.0.0.7", 22, HostKeyVerdict.Unknown)]
    [InlineData("10.0.0.8", 2222, HostKeyVerdict.Changed)]
    [InlineData("[0:0::7]", 22, HostKeyVerdict.Known)]
    [InlineData("10.0.0.7", 2222, HostKeyVerdict.Known)]
    [InlineData("b.branch.example", 22, HostKeyVerdict.Known)]
    [InlineData("bad.branch.example", 22, HostKeyVerdict.Unknown)]
    [InlineData("other.example", 22, HostKeyVerdict.Changed)]
    [InlineData("lost.example", 22, HostKeyVerdict.Revoked)]
    [InlineData("nobody.example", 22, HostKeyVerdict.Unknown)]
    public void Check_Key_AgainstTheList(string host, int port, HostKeyVerdict verdict)
    {
        var list = List(
        [
            "# comment", "", "garbage", "half.example ssh-ed25519", "ca.example ssh-ed25519 %%%",
            $"router.example,192.0.2.1 ssh-ed25519 {Text(Key)} remark",
            $"[10.0.0.7]:2222 ssh-ed25519 {Text(Key)}",
            $"[10.0.0.8]:2222 ssh-ed25519 {Text(Other)}", $"10.0.0.8 ssh-ed25519 {Text(Key)}",
            $"::7 ssh-ed25519 {Text(Key)}",
            $"@unheard nobody.example ssh-ed25519 {Text(Key)}",
            $"nobody.example ssh-rsa {Text(Key)}",
            $"*.branch.example,!bad.branch.example ssh-ed25519 {Text(Key)}",
            $"other.example ssh-ed25519 {Text(Other)}",
            $"@revoked lost.example ssh-ed25519 {Text(Key)}",
            $"@cert-authority *.example ssh-ed25519 {Text(Key)}",
        ]);
        Assert.Equal(verdict, Verdict(list, host, port));
    }

    [Fact]
    public void Check_HashedName_IsFound()
    {
        // ssh-keygen -H of "192.0.2.1".
        var list = List([$"{HashedName} ssh-ed25519 {Text(Key)}"]);
        Assert.Equal(HostKeyVerdict.Known, Verdict(list, "192.0.2.1", 22));
        Assert.Equal(HostKeyVerdict.Unknown, Verdict(list, "192.0.2.2", 22));
        Assert.Equal(["ssh-ed25519"], list.Expect("192.0.2.1", 22).Types);
    }

    [Fact]
    public void LineFor_Host_IsReadBack()
    {
        var list = List([KnownHostsList.LineFor("::1", 2222, Key)]);
        Assert.Equal(HostKeyVerdict.Known, Verdict(list, "::1", 2222));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0, 0, 0, 9, 1 })]
    [InlineData(new byte[] { 255, 255, 255, 255, 1 })]
    public void KeyType_DamagedKey_IsEmpty(byte[] key) => Assert.Empty(KnownHostsList.KeyType(key));

    [Fact]
    public void Check_Finding_SaysWhere()
    {
        var list = List(["", $"oslo ssh-ed25519 {Text(Other)}"]);
        Assert.Equal(new HostKeyFinding(HostKeyVerdict.Changed, new("list", 2)), list.Check("oslo", 22, new(Key)));
    }

    [Theory]
    [InlineData("hub.example", true, HostKeyVerdict.Known, null)]
    [InlineData("hub.example", false, HostKeyVerdict.Unknown, "its certificate is a user's and no host's")]
    [InlineData("spoke.example", true, HostKeyVerdict.Unknown, "its certificate is for hub.example, *.example and not for spoke.example")]
    [InlineData("elsewhere.test", true, HostKeyVerdict.Unknown, null)]
    public void Check_Certificate_CountsWhereItsAuthorityIsKnown(string host, bool forHosts, HostKeyVerdict verdict, string? why)
    {
        var list = List([$"@cert-authority *.example ssh-ed25519 {Text(Other)}"]);
        var finding = list.Check(
            host, 2222, new(Key, new HostCertificate(Other, forHosts, ["hub.example", "*.example"], HasConditions: false)));
        Assert.Equal((verdict, why), (finding.Verdict, finding.Why));
    }

    [Fact]
    public void Check_CertificateOfAnotherAuthority_LeavesTheKeyToTheOtherLines()
    {
        var certificate = new HostCertificate(Blob(3), true, [], HasConditions: false);
        string[] authority = [$"@cert-authority * ssh-ed25519 {Text(Other)}"];
        Assert.Contains("none of the authorities", List(authority).Check("oslo", 22, new(Key, certificate)).Why);
        Assert.Equal(
            HostKeyVerdict.Known, List([.. authority, $"oslo ssh-ed25519 {Text(Key)}"]).Check("oslo", 22, new(Key, certificate)).Verdict);
    }

    [Fact]
    public void Check_RevokedAuthority_IsRevokedWhateverElseIsSaid()
    {
        var list = List(
            [$"@cert-authority * ssh-ed25519 {Text(Other)}", $"@revoked * ssh-ed25519 {Text(Other)}", $"oslo ssh-ed25519 {Text(Key)}"]);
        Assert.Equal(HostKeyVerdict.Revoked, list.Check("oslo", 22, new(Key, new HostCertificate(Other, true, [], false))).Verdict);
    }

    private static KnownHostsList List(string[] lines) =>
        new(lines.Select((line, index) => (line, new KnownHostsPlace("list", index + 1))));

    private static HostKeyVerdict Verdict(KnownHostsList list, string host, int port) => list.Check(host, port, new(Key)).Verdict;

    private static byte[] Blob(byte fill) =>
        [0, 0, 0, 11, .. "ssh-ed25519"u8, 0, 0, 0, 32, .. Enumerable.Repeat(fill, 32)];

    private static string Text(byte[] key) => Convert.ToBase64String(key);

    private const string HashedName = "|1|2Aa4D+jYhnqERRDCGJdGvN5g+5o=|RafDIqlK9sDfD/Jtn7vL3sgriUM=";
}
