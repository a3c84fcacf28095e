using Router.Core.Tests.Sections;

namespace Router.Core.Tests.Shaping;

public sealed class ShapingValidatorTests
{
    private const string Longest = "a-very-long-one";

    [Theory]
    [InlineData(
        "interfaces wan shaping fair flow",
        "interfaces wan shaping: says no rate (add up, down or both, a little below those of the line)")]
    [InlineData(
        "interfaces self loopback true;interfaces self shaping up 1Mbit",
        "interfaces self shaping: nothing leaves by the loopback (delete shaping)")]
    [InlineData(
        "interfaces wan shaping down 95Mbit;interfaces ifb-wan dummy true;interfaces ifb-wan zone lan",
        "interfaces wan shaping down: makes a link ifb-wan, which is an interface already (choose another name for ifb-wan or for wan)")]
    public void Validate_Wrong_SaysWhatAndHow(string lines, string expected) =>
        Assert.Equal(expected, TypedLines.Problems(TypedLines.Into("home.yaml", lines)));

    [Theory]
    [InlineData("interfaces wan shaping up 38Mbit")]
    [InlineData("interfaces wan shaping up 512kbit;interfaces wan shaping down 6Mbit;interfaces wan shaping overhead adsl")]
    [InlineData("interfaces wan shaping down 1Gbit;interfaces wan shaping overhead -4;interfaces wan shaping diffserv none")]
    public void Validate_Allowed_HasNoProblems(string lines) =>
        Assert.Equal("", TypedLines.Problems(TypedLines.Into("home.yaml", lines)));

    [Theory]
    [InlineData("38", "is not a rate")]
    [InlineData("38Mb", "is not a rate")]
    [InlineData("63kbit", "is not a rate from 64kbit to 100Gbit")]
    [InlineData("101Gbit", "is not a rate from 64kbit to 100Gbit")]
    [InlineData("99999999999999999999Gbit", "is not a rate")]
    public void Rate_ThatIsNone_IsRefused(string rate, string expected) =>
        Assert.Contains(expected, Problems($"{{ up: {rate} }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("257")]
    [InlineData("-65")]
    [InlineData("fibre")]
    public void Overhead_ThatIsNone_IsRefused(string overhead) =>
        Assert.Contains(
            "is neither a number of bytes from -64 to 256 nor one of adsl, vdsl, docsis, ethernet",
            Problems($"{{ up: 1Mbit, overhead: {overhead} }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("wan", "ifb-wan")]
    [InlineData("eleven-long", "ifb-eleven-long")]
    public void Name_OfTheLink_FollowsTheInterface(string name, string expected) =>
        Assert.Equal(expected, Features.Shaping.ShapingLinks.Name(name));

    [Fact]
    public void Name_OfALongInterface_FitsAndIsItsOwn()
    {
        var name = Features.Shaping.ShapingLinks.Name(Longest);
        Assert.InRange(name.Length, 5, 15);
        Assert.NotEqual(name, Features.Shaping.ShapingLinks.Name("a-very-long-two"));
    }

    private static string Problems(string shaping) => string.Join('\n', Features.Configuration.ConfigReader.Read(
        System.Text.Encoding.UTF8.GetBytes($"version: 2\ninterfaces: {{ wan: {{ device: eth0, zone: wan, shaping: {shaping} }} }}\n"))
        .Problems.Select(problem => problem.Message));
}
