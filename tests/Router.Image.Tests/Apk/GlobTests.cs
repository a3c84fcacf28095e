using Router.Image.Apk.Installing;

namespace Router.Image.Tests.Apk;

public class GlobTests
{
    [Theory]
    [InlineData("/bin", "/bin", true)]
    [InlineData("/usr/lib/*", "/usr/lib/x", true)]
    [InlineData("/usr/lib/*", "/usr/lib", false)]
    [InlineData("/usr/lib/*", "/usr/lib/x/y", false)]
    [InlineData("/usr/*/fonts", "/usr/share/fonts", true)]
    [InlineData("/lib/modules/?.1*", "/lib/modules/6.1.0", true)]
    [InlineData("/a/[a-c]x", "/a/bx", true)]
    [InlineData("/a/[!a-c]x", "/a/bx", false)]
    [InlineData("/a/[]x]", "/a/]", true)]
    [InlineData("/a[/]b", "/a/b", false)]
    [InlineData("/a/\\*", "/a/*", true)]
    [InlineData("/a/\\*", "/a/b", false)]
    [InlineData("*", "", true)]
    public void IsMatch_Pattern_FollowsFnmatch(string pattern, string path, bool matches) =>
        Assert.Equal(matches, Glob.IsMatch(pattern, path));
}
