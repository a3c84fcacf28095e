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
    [InlineData("router.example", 2222, HostKeyVerdict.Unknown)]
    [InlineData("10.0.0.7", 2222, HostKeyVerdict.Known)]
    [InlineData("b.branch.example", 22, HostKeyVerdict.Known)]
    [InlineData("bad.branch.example", 22, HostKeyVerdict.Unknown)]
    [InlineData("other.example", 22, HostKeyVerdict.Changed)]
    [InlineData("lost.example", 22, HostKeyVerdict.Revoked)]
    [InlineData("nobody.example", 22, HostKeyVerdict.Unknown)]
    public void Check_Key_AgainstTheList(string host, int port, HostKeyVerdict verdict)
    {
        var list = new KnownHostsList(
        [
            "# comment", "", "garbage", "half.example ssh-ed25519", "ca.example ssh-ed25519 %%%",
            $"router.example,192.0.2.1 ssh-ed25519 {Text(Key)} remark",
            $"[10.0.0.7]:2222 ssh-ed25519 {Text(Key)}",
            $"*.branch.example,!bad.branch.example ssh-ed25519 {Text(Key)}",
            $"other.example ssh-ed25519 {Text(Other)}",
            $"@revoked lost.example ssh-ed25519 {Text(Key)}",
            $"@cert-authority *.example ssh-ed25519 {Text(Key)}",
        ]);
        Assert.Equal(verdict, list.Check(host, port, Key));
    }

    [Fact]
    public void Check_HashedName_IsFound()
    {
        // ssh-keygen -H of "192.0.2.1".
        var list = new KnownHostsList([$"{HashedName} ssh-ed25519 {Text(Key)}"]);
        Assert.Equal(HostKeyVerdict.Known, list.Check("192.0.2.1", 22, Key));
        Assert.Equal(HostKeyVerdict.Unknown, list.Check("192.0.2.2", 22, Key));
        Assert.Equal(["ssh-ed25519"], list.TypesOf("192.0.2.1", 22));
    }

    [Fact]
    public void LineFor_Host_IsReadBack()
    {
        var list = new KnownHostsList([KnownHostsList.LineFor("::1", 2222, Key)]);
        Assert.Equal(HostKeyVerdict.Known, list.Check("::1", 2222, Key));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0, 0, 0, 9, 1 })]
    [InlineData(new byte[] { 255, 255, 255, 255, 1 })]
    public void KeyType_DamagedKey_IsEmpty(byte[] key) => Assert.Empty(KnownHostsList.KeyType(key));

    private static byte[] Blob(byte fill) =>
        [0, 0, 0, 11, .. "ssh-ed25519"u8, 0, 0, 0, 32, .. Enumerable.Repeat(fill, 32)];

    private static string Text(byte[] key) => Convert.ToBase64String(key);

    private const string HashedName = "|1|2Aa4D+jYhnqERRDCGJdGvN5g+5o=|RafDIqlK9sDfD/Jtn7vL3sgriUM=";
}
