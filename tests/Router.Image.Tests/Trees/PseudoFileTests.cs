using Router.Image.Apk;
using Router.Image.Trees;

namespace Router.Image.Tests.Trees;

public sealed class PseudoFileTests
{
    [Fact]
    public void Parse_ListOfUnsquashfs_GivesEachNode()
    {
        var nodes = PseudoFile.Parse(
        [
            "/ D 1795947916 755 0 0", @"a\ b D 1795947916 755 0 0", @"a\ b/c\""d R 1795947916 4755 0 0 3 7",
            @"back\\slash R 1 644 12 34 2 3",
            "link S 1795947916 777 0 0 to a b", "fifo I 1795947916 644 0 0 f", "null C 1795947916 666 0 0 1 3", @"zz L a\ b/c\""d",
            "zz x security.capability=0sAAA", "#", "",
        ]).ToDictionary(node => node.Path);
        Assert.Equal(8, nodes.Count);
        Assert.Equal(new PseudoNode("/a b/c\"d", NodeKind.File, 0x9ed, 0, 0, "", 7, 3), nodes["/a b/c\"d"]);
        Assert.Equal(new PseudoNode(@"/back\slash", NodeKind.File, 0x1a4, 12, 34, "", 3, 2), nodes[@"/back\slash"]);
        Assert.Equal("to a b", nodes["/link"].Target);
        Assert.Equal(NodeKind.Fifo, nodes["/fifo"].Kind);
        Assert.Equal(nodes["/a b/c\"d"] with { Path = "/zz" }, nodes["/zz"]);
        Assert.Equal("/", nodes["/"].Path);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("name Q 1 644 0 0")]
    [InlineData("name R 1 644 0 0 5")]
    [InlineData("name R 1 649 0 0 5 6")]
    [InlineData("name R 1 644 -1 0 5 6")]
    [InlineData("name R 1 644 0 0 -5 6")]
    [InlineData("name L nowhere")]
    [InlineData(@"name\")]
    public void Parse_AnyOtherLine_IsRefused(string line) => Assert.Throws<FormatException>(() => PseudoFile.Parse([line]));
}
