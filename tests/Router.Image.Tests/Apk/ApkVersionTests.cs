using System.Text;
using Router.Image.Apk;

namespace Router.Image.Tests.Apk;

public class ApkVersionTests
{
    [Theory]
    [InlineData("1.0", "1.0", '=')]
    [InlineData("1.0", "1.1", '<')]
    [InlineData("1.9", "1.10", '<')]
    [InlineData("1.0", "1.0.1", '<')]
    [InlineData("1.0-r0", "1.0-r1", '<')]
    [InlineData("1.0-r9", "1.0-r10", '<')]
    [InlineData("1.0", "1.0-r0", '<')]
    [InlineData("1.0_rc1", "1.0", '<')]
    [InlineData("1.0_alpha2", "1.0_beta1", '<')]
    [InlineData("1.0_pre3", "1.0_rc1", '<')]
    [InlineData("1.0_p1", "1.0", '>')]
    [InlineData("1.0_git20230717-r4", "1.0-r9", '>')]
    [InlineData("1.0a", "1.0", '>')]
    [InlineData("1.0a", "1.0b", '<')]
    [InlineData("9.6_p1-r0", "9.6_p1-r1", '<')]
    [InlineData("1.01", "1.1", '<')]
    [InlineData("1.001", "1.01", '<')]
    [InlineData("2", "10", '<')]
    [InlineData("20230717", "3", '>')]
    [InlineData("1.0_rc1_p1", "1.0_rc1", '>')]
    public void Compare_TwoVersions_OrdersAsApk(string left, string right, char order)
    {
        var expected = order switch { '<' => VersionOrder.Less, '>' => VersionOrder.Greater, _ => VersionOrder.Equal };
        var opposite = order switch { '<' => VersionOrder.Greater, '>' => VersionOrder.Less, _ => VersionOrder.Equal };

        Assert.Equal(expected, Compare(left, right));
        Assert.Equal(opposite, Compare(right, left));
    }

    [Theory]
    [InlineData("3.11.9-r0", "3.11", true)]
    [InlineData("3.11", "3.11", true)]
    [InlineData("3.12.0-r0", "3.11", false)]
    [InlineData("3.1", "3.11", false)]
    [InlineData("1.36.1-r19", "1.36", true)]
    public void Compare_Prefix_TakesLongerVersions(string version, string prefix, bool takes) =>
        Assert.Equal(takes, ApkVersion.Compare(Bytes(version), Bytes(prefix), prefix: true) == VersionOrder.Equal);

    [Fact]
    public void Compare_NoVersionBesideOne_IsAnything() =>
        Assert.Equal(VersionOrder.Equal | VersionOrder.Less | VersionOrder.Greater, Compare("", "1.0"));

    [Theory]
    [InlineData("1.2.3b_rc2_p1-r4", true)]
    [InlineData("1", true)]
    [InlineData("1.0-r", true)]
    [InlineData("1.0_unknown", false)]
    [InlineData("1.0-beta", false)]
    [InlineData("1.0-r1.2", false)]
    [InlineData("123456789012345678901", false)]
    public void IsValid_Version_FollowsThePattern(string version, bool valid) => Assert.Equal(valid, ApkVersion.IsValid(Bytes(version)));

    private static VersionOrder Compare(string left, string right) => ApkVersion.Compare(Bytes(left), Bytes(right));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
