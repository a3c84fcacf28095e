using Router.Console.Editing;
using Router.Console.Rendering;

namespace Router.Console.Tests.Editing;

public class LineViewTests
{
    [Theory]
    [InlineData("abc", 3)]
    [InlineData("日本", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("\e[32mup\e[0m", 2)]
    [InlineData("🙂", 2)]
    public void Width_OfText_IsItsColumns(string text, int width) => Assert.Equal(width, TextWidth.Of(text));

    [Fact]
    public void Draw_LineOverTwoRows_ComesBackToItsFirstRowBeforeDrawingAgain()
    {
        var view = new LineView(() => 10);
        Assert.Equal("\r\e[J> abcdefghijk\r\e[3C", view.Draw("> ", "abcdefghijk", 11));
        Assert.StartsWith("\e[1A\r\e[J", view.Draw("> ", "abcdefghijk", 0), StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_LetterTypedAtTheEnd_IsAllThatIsWritten()
    {
        var view = new LineView(() => 10);
        view.Draw("> ", "abc", 3);
        Assert.Equal("d", view.Draw("> ", "abcd", 4));
        Assert.Equal("", view.Draw("> ", "abcd", 4));
        Assert.StartsWith("\r\e[J", view.Draw("> ", "abcdefgh", 8), StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_CursorInFirstOfTwoRows_GoesUp() =>
        Assert.Equal("\r\e[J> abcdefghijk\e[1A\r\e[2C", new LineView(() => 10).Draw("> ", "abcdefghijk", 0));

    // The prompt takes two of ten columns and seven letters follow: one column is left, where a wide letter has no room.
    [Theory]
    [InlineData("abcdefg日", 8, "\r\e[2C")]
    [InlineData("abcdefg日", 7, "\r")]
    [InlineData("abcdefg日", 6, "\e[1A\r\e[8C")]
    [InlineData("abcdefg日本語中国", 12, "\r\n\r")]
    [InlineData("abcdefg日x", 9, "\r\e[3C")]
    public void Draw_WideLetterAtTheEdge_StandsOnTheNextRow(string text, int cursor, string end) =>
        Assert.Equal($"\r\e[J> {text}{end}", new LineView(() => 10).Draw("> ", text, cursor));

    [Fact]
    public void Draw_LineThatFillsTheRow_PutsTheCursorOnTheNext() =>
        Assert.Equal("\r\e[J> abcdefgh\r\n\r", new LineView(() => 10).Draw("> ", "abcdefgh", 8));
}
