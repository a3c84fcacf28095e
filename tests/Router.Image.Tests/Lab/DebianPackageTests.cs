using Router.Image.Lab;

namespace Router.Image.Tests.Lab;

public sealed class DebianPackageTests
{
    private const string Control = """
        Package: squid
        Version: 5.7-2+deb12u3
        Depends: libc6 (>= 2.34), adduser, libdbi-perl | python3:any, squid-common (>= 5.7-2) [amd64]
        Pre-Depends: init-system-helpers (>= 1.54~)
        Description: Full featured web proxy
         Depends: on nothing that stands in the long description
        """;

    [Fact]
    public void Parse_Control_GivesFieldsAndBareDependencies()
    {
        var package = DebianPackage.Parse(Control);
        Assert.Equal(("squid", "5.7-2+deb12u3", "Full featured web proxy"), (package.Name, package.Version, package.Summary));
        Assert.Equal(
            ["init-system-helpers", "libc6", "adduser", "libdbi-perl|python3", "squid-common"],
            package.Depends.Select(group => string.Join('|', group)));
    }

    [Fact]
    public void DependsWithin_Repository_TakesTheFirstAlternativeThatIsThere()
    {
        var repository = new HashSet<string> { "libc6", "python3", "squid", "squid-common" };
        Assert.Equal(["libc6", "python3", "squid-common"], DebianPackage.Parse(Control).DependsWithin(repository));
    }

    [Fact]
    public void DependsWithin_ItsOwnName_IsLeftOut()
    {
        var package = DebianPackage.Parse("Package: a\nVersion: 1\nDepends: a, b, b (>= 2)\n");
        Assert.Equal(["b"], package.DependsWithin(new HashSet<string> { "a", "b" }));
    }
}
