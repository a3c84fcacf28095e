using Router.Documents.Editing;
using Router.Features.Mesh;

namespace Router.Core.Tests.Sections;

/// <summary>Each case types a few lines into the branch's example and expects exactly these problems.</summary>
public sealed class MeshProtectionTests
{
    private const string Certified =
        "mesh branches ipsec none;mesh branches ipsec certificate c;mesh branches ipsec key k;mesh branches ipsec ca a";

    [Theory]
    [InlineData("mesh branches ipsec psk other")]
    [InlineData(Certified)]
    [InlineData(Certified + ";mesh branches ipsec identity branch-7.example.net")]
    [InlineData("mesh branches ipsec identity 10.255.0.7")]
    [InlineData("mesh branches ipsec identity 203.0.113.9")]
    [InlineData(
        "mesh branches ipsec ike [aes256gcm16-prfsha384-ecp384, aes256-sha256-modp2048];mesh branches ipsec esp aes256gcm16-ecp384;mesh branches ipsec lifetime 30m;mesh branches ipsec ike-lifetime 8h;mesh branches ipsec dead-peer 5s")]
    public void Validate_Allowed_HasNoProblems(string lines) => Assert.Equal("", Problems(lines));

    [Theory]
    [InlineData(
        "mesh branches ipsec certificate c",
        "mesh branches ipsec certificate: stands beside psk (take either psk, or certificate, key and ca)")]
    [InlineData(
        "mesh branches ipsec none;mesh branches ipsec certificate c",
        "mesh branches ipsec: has no key and no ca (certificates take three: certificate, key and ca, each !secret NAME)")]
    [InlineData(
        "mesh branches ipsec identity 10.255.0.8",
        "mesh branches ipsec identity: 10.255.0.8 is another router's address in the mesh (leave it out: 10.255.0.7 is the identity then)")]
    [InlineData(
        "mesh branches ipsec lifetime 10s",
        "mesh branches ipsec lifetime: is not between 1m and 1d (1h for packets and 4h for the negotiation are usual)")]
    [InlineData(
        "mesh branches ipsec ike-lifetime 2d",
        "mesh branches ipsec ike-lifetime: is not between 1m and 1d (1h for packets and 4h for the negotiation are usual)")]
    [InlineData("mesh branches ipsec dead-peer 1s", "mesh branches ipsec dead-peer: is not between 2s and 1h (10s is usual)")]
    public void Validate_Wrong_SaysWhatAndHow(string lines, string expected) => Assert.Equal(expected, Problems(lines));

    [Theory]
    [InlineData("aes128gcm16-prfsha256-x25519", null)]
    [InlineData("aes256-sha256-modp2048", null)]
    [InlineData("aes128gcm16", "names no key exchange: for example aes128gcm16-prfsha256-x25519")]
    [InlineData("aes128-sha1-modp2048", "uses sha1, which protects nothing any more")]
    [InlineData("3des-sha256-modp2048", "uses 3des, which protects nothing any more")]
    [InlineData("aes128-sha256-modp1024", "uses modp1024, which protects nothing any more")]
    [InlineData("aes128,sha256", "is no proposal: algorithms with dashes between, for example aes128gcm16-prfsha256-x25519")]
    [InlineData("", "is no proposal: algorithms with dashes between, for example aes128gcm16-prfsha256-x25519")]
    public void Proposal_OfTheNegotiation_IsSoundOrSaysWhyNot(string text, string? expected) =>
        Assert.Equal(expected, Proposals.CheckIke(text));

    [Fact]
    public void Defaults_AreWhatTheChecksAllow()
    {
        Assert.All(IpsecConfig.DefaultIke, proposal => Assert.Null(Proposals.CheckIke(proposal)));
        Assert.All(IpsecConfig.DefaultEsp, proposal => Assert.Null(Proposals.CheckEsp(proposal)));
    }

    private static string Problems(string lines) => TypedLines.Problems(Typed(lines));

    private static ConfigDocument Typed(string lines) => TypedLines.Into("mesh-branch.yaml", lines);
}
