using System.Text;
using Router.Core.Boards;

namespace Router.Core.Tests.Boards;

public class AlpineReleaseTests
{
    [Theory]
    [InlineData("https://dl-cdn.alpinelinux.org/alpine/v3.23/main", "v3.23")]
    [InlineData("@edge https://mirror.example/alpine/edge/testing", "edge")]
    [InlineData("/srv/mirror/v3.9", "v3.9")]
    [InlineData("/srv/v3/packages", null)]
    [InlineData("/srv/v3.19.1/packages", null)]
    public void OfAddress_FolderOfARelease_IsIt(string location, string? release) =>
        Assert.Equal(release, AlpineRelease.OfAddress(location));

    [Theory]
    [InlineData("v3.19.1-643-gec825d20535", "v3.19")]
    [InlineData("v3.23.0", "v3.23")]
    [InlineData("v20240606-12-g0123456", null)]
    [InlineData("lab", null)]
    [InlineData("v3.23", null)]
    public void OfIndex_VersionOfAlpinesSources_IsItsRelease(string description, string? release) =>
        Assert.Equal(release, AlpineRelease.OfIndex(description));

    [Theory]
    [InlineData("", "v3.23")]
    [InlineData("release: v3.19\n", "v3.19")]
    [InlineData("release: edge\n", "edge")]
    public void Profile_Release_IsReadOrTheUsualOne(string line, string release)
    {
        var (board, problems) = BoardReader.Read(Encoding.UTF8.GetBytes(Board + line));
        Assert.Empty(problems);
        Assert.Equal(release, board!.Release);
    }

    [Theory]
    [InlineData("3.19")]
    [InlineData("v3.19.1")]
    [InlineData("latest")]
    public void Profile_ReleaseThatIsNone_IsNamedWithItsLine(string release)
    {
        var (_, problems) = BoardReader.Read(Encoding.UTF8.GetBytes($"{Board}release: {release}\n"));
        Assert.Contains(problems, problem => problem is { Path: "release", Line: 5 });
    }

    private const string Board = "name: x\narchitecture: x86_64\nports: { wan: eth0 }\npackages: {}\n";
}
