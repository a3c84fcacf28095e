using Router.Console.Lines;

namespace Router.Console.Tests.Language;

public class TokenizerTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  show   version ", "show,version")]
    [InlineData("set \"ssh from the office\" x", "set,ssh from the office,x")]
    [InlineData("a 'b \"c\"' d\\ e", "a,b \"c\",d e")]
    [InlineData("show|count", "show,|,count")]
    [InlineData("match \"a|b\"", "match,a|b")]
    [InlineData("set x \"\"", "set,x,")]
    public void Split_Line_GivesWords(string line, string words) =>
        Assert.Equal(words, string.Join(',', Tokenizer.Split(line).Tokens.Select(t => t.Text)));

    [Theory]
    [InlineData("set \"ssh", true, false)]
    [InlineData("set ssh", false, false)]
    [InlineData("set ", false, true)]
    [InlineData("show |", false, true)]
    public void Split_EndOfLine_SaysWhatIsOpen(string line, bool open, bool blank)
    {
        var split = Tokenizer.Split(line);
        Assert.Equal((open, blank), (split.Open, split.EndsWithBlank));
    }

    [Fact]
    public void Split_QuotedBar_IsNoPipe() => Assert.False(Tokenizer.Split("\"|\"").Tokens.Single().IsPipe);
}
