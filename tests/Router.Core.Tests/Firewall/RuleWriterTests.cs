using Router.Core.Rulesets;
using static Router.Core.Rulesets.Statement;

namespace Router.Core.Tests.Firewall;

/// <summary>What the goldens have not.</summary>
public sealed class RuleWriterTests
{
    [Fact]
    public void Elements_OfSeveral_AreSlicesOfTheirText()
    {
        var elements = Elements.Of(["\"a, b\"", "", "c"]);
        Assert.Equal("\"a, b\", , c", elements.Text);
        Assert.Equal(["\"a, b\"", "", "c"], Enumerable.Range(0, elements.Count).Select(i => elements[i].ToString()));
        Assert.Equal(Elements.Of(["\"a, b\"", "", "c"]), elements);
        Assert.NotEqual(Elements.Of(["\"a", "b\"", "", "c"]), elements);
        Assert.Same(Elements.None, Elements.Of([]));
    }

    [Fact]
    public void Rule_OfNamesWithQuotes_HoldsThemAsWords()
    {
        var from = Match.IsLink(Selector.InputLink, "a\"b");
        var rule = Rule.Of(from, new Log("router $x\"y"), Verdict.Goto("refuse")) with { Comment = "\"" };
        Assert.Equal("iifname \"a'b\" log prefix \"router _x'y: \" goto refuse comment \"'\"", rule.ToString());
    }

    [Fact]
    public void Rule_OfMasks_WritesTheOperator()
    {
        var mark = Match.Is(Selector.ConnectionMark with { Mask = "0xff" }, "1");
        Assert.Equal("ct mark & 0xff == 1 ct mark & 0xff != 1", Rule.Of(mark, mark with { Not = true }).ToString());
    }

    [Fact]
    public void Rulesets_OfTheSameText_AreEqual()
    {
        var table = new Table("router", [new TableObject.Chain("input", null, [Rule.Of(Verdict.Drop)])]);
        Assert.Equal(Ruleset.Of(table), Ruleset.Of(table with { Objects = [.. table.Objects] }));
        Assert.NotEqual(Ruleset.Of(table), Ruleset.Of(table with { Objects = [] }));
    }
}
