using Router.Image.Building;
using Router.Image.Sbom;

namespace Router.Image.Tests.Sbom;

public sealed class SbomTextTests
{
    [Theory]
    [InlineData("MIT", true)]
    [InlineData("GPL-2.0-or-later WITH Autoconf-exception-2.0 AND MIT", true)]
    [InlineData("(MIT OR Apache-2.0) AND (ISC)", true)]
    [InlineData("Apache-1.1+", true)]
    [InlineData("MIT AND LicenseRef-ours", true)]
    [InlineData("MIT and ISC", false)]
    [InlineData("MIT ISC", false)]
    [InlineData("GPL", false)]
    [InlineData("MIT AND", false)]
    [InlineData("MIT WITH", false)]
    [InlineData("(MIT", false)]
    [InlineData("MIT)", false)]
    [InlineData("()", false)]
    [InlineData("", false)]
    public void Expression_Text_IsOneOfSpdx(string text, bool expected) => Assert.Equal(expected, SpdxExpression.IsExpression(text));

    [Fact]
    public void Expression_Endless_IsNoneAndEnds() => Assert.False(SpdxExpression.IsExpression(new string('(', 100_000)));

    [Fact]
    public void Ids_AreThoseOfTheSchema() => Assert.All(CycloneDx.Licenses(), id => Assert.True(SpdxExpression.IsId(id), id));

    [Fact]
    public void Purl_OddCharacters_AreEncoded() => Assert.Equal(
        "pkg:deb/debian/libstdc%2B%2B6@1:12.2~rc1%2Bb1?arch=amd64&distro=debian-12",
        PackageUrl.Of("deb/debian", "libstdc++6", "1:12.2~rc1+b1", ("distro", "debian-12"), ("epoch", null), ("arch", "amd64")));

    [Theory]
    [InlineData("NAME=x\nID=debian\nVERSION_ID=\"12\"\n", "debian-12")]
    [InlineData("ID=debian\n", null)]
    [InlineData("", null)]
    public void Distribution_OfASystem_IsIdAndVersion(string release, string? name) =>
        Assert.Equal(name, DistributionName.OfSystem(release));

    [Fact]
    public void NuGetLock_Packages_AreListedOnceWithoutProjects() => Assert.Equal(
        [new LinkedLibrary("A", "1.0", "nuget"), new LinkedLibrary("B", "2.0", "nuget")],
        NuGetLock.Parse("""
            { "version": 2, "dependencies": {
              "net10.0": { "B": { "type": "Direct", "resolved": "2.0" }, "router.core": { "type": "Project" },
                "Microsoft.NET.ILLink.Tasks": { "type": "Direct", "resolved": "10.0" } },
              "net10.0/linux-x64": { "A": { "type": "Transitive", "resolved": "1.0" }, "B": { "type": "Direct", "resolved": "2.0" } } } }
            """));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("no")]
    public void NuGetLock_Damaged_IsRefused(string json) => Assert.Throws<ImageException>(() => NuGetLock.Parse(json));
}
