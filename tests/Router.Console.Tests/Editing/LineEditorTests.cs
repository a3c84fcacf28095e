using Router.Console.Editing;

namespace Router.Console.Tests.Editing;

public class LineEditorTests
{
    private sealed class Words(params string[] words) : ICompleter
    {
        public Completion Complete(string text)
        {
            var start = text.LastIndexOf(' ') + 1;
            return new(
                start,
                [.. words.Where(w => w.StartsWith(text[start..], StringComparison.Ordinal))
                    .Select(w => new CompletionChoice(w, $"about {w}", w.StartsWith('<') ? null : w))]);
        }
    }

    private static (LineEnd End, string Text) Read(ScriptedTerminal terminal, History? history = null, params string[] words) =>
        new LineEditor(terminal, history ?? new History([]), new Words(words)).Read("> ");

    [Theory]
    [InlineData("show\r", "show")]
    [InlineData("abc^Ax\r", "xabc")]
    [InlineData("abc^B^Bx\r", "axbc")]
    [InlineData("abc^A^Fx\r", "axbc")]
    [InlineData("abc^A^Ex\r", "abcx")]
    [InlineData("abc^A^D\r", "bc")]
    [InlineData("abc^H\r", "ab")]
    [InlineData("one two^W\r", "one ")]
    [InlineData("one two^Ux\r", "x")]
    [InlineData("one two^A^K\r", "")]
    [InlineData("one two^W^A^Y\r", "twoone ")]
    [InlineData("^Dx\r", "")]
    public void Keys_OfShells_EditTheLine(string keys, string line) => Assert.Equal(line, Read(new ScriptedTerminal(true).Type(keys)).Text);

    [Fact]
    public void Read_ControlC_AbandonsTheLine() => Assert.Equal(LineEnd.Abandoned, Read(new ScriptedTerminal(true).Type("reboot^C")).End);

    [Fact]
    public void Read_ControlDOnEmptyLine_Closes() => Assert.Equal(LineEnd.Closed, Read(new ScriptedTerminal(true).Type("^D")).End);

    [Fact]
    public void Read_NoMoreKeys_Closes() => Assert.Equal(LineEnd.Closed, Read(new ScriptedTerminal(true).Type("sho")).End);

    [Fact]
    public void Backspace_LetterWithCombiningMark_TakesBoth()
    {
        var terminal = new ScriptedTerminal(true).Type("xe\u0301").Press(ConsoleKey.Backspace).Type("\r");
        Assert.Equal("x", Read(terminal).Text);
    }

    [Fact]
    public void Arrows_ByWord_MoveOverWords()
    {
        var terminal = new ScriptedTerminal(true).Type("one two").Press(ConsoleKey.LeftArrow, ConsoleModifiers.Control).Type("x\r");
        Assert.Equal("one xtwo", Read(terminal).Text);
    }

    [Fact]
    public void History_UpAndDown_ComeBackToWhatWasTyped()
    {
        var terminal = new ScriptedTerminal(true).Type("dra").Press(ConsoleKey.UpArrow).Press(ConsoleKey.UpArrow).Press(ConsoleKey.UpArrow)
            .Press(ConsoleKey.DownArrow).Press(ConsoleKey.DownArrow).Type("ft\r");
        Assert.Equal("draft", Read(terminal, new History(["first", "second"])).Text);
    }

    [Theory]
    [InlineData("^Rshow\r", "show routes")]
    [InlineData("^Rshow^R\r", "show version")]
    [InlineData("abc^Rshow^G\r", "abc")]
    public void Search_InHistory_FindsTheNewestFirst(string keys, string line) =>
        Assert.Equal(line, Read(new ScriptedTerminal(true).Type(keys), new History(["show version", "ping host", "show routes"])).Text);

    [Theory]
    [InlineData("sho\t\r", "show ")]
    [InlineData("show ve\t\r", "show version ")]
    [InlineData("show i\t\r", "show inter")]
    [InlineData("show x\t\r", "show x")]
    [InlineData("sho x^B^B\t\r", "show  x")]
    public void Tab_WordBegun_CompletesAsFarAsItIsCertain(string keys, string line) =>
        Assert.Equal(line, Read(new ScriptedTerminal(true).Type(keys), null, "show", "version", "interfaces", "interval").Text);

    [Fact]
    public void QuestionMark_AtAWord_ListsWhatMayFollowAndKeepsTheLine()
    {
        var terminal = new ScriptedTerminal(true).Type("show i?\r");
        Assert.Equal("show i", Read(terminal, null, "interfaces", "<iface>").Text);
        Assert.Contains("  interfaces  about interfaces\r\n", terminal.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void QuestionMark_InsideQuotes_IsALetter() =>
        Assert.Equal("match \"a?\"", Read(new ScriptedTerminal(true).Type("match \"a?\"\r"), null, "x").Text);

    [Fact]
    public void Say_WhileALineIsTyped_StandsAboveIt()
    {
        var terminal = new ScriptedTerminal(true) { Width = 10 };
        var name = "old";
        var editor = new LineEditor(terminal, new History([]), new Words());
        terminal.Type("show ver").Wait(() => { name = "new"; editor.Say("gone back"); }).Type("sion\r");
        Assert.Equal("show version", editor.Read(() => $"{name}> ").Text);
        // Two rows were drawn, the cursor in the second.
        Assert.Contains("\e[1A\r\e[Jgone back\r\n\r\e[Jnew> show ver", terminal.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Say_BetweenLines_WaitsForTheNextPrompt()
    {
        var terminal = new ScriptedTerminal(true).Type("one\rtwo\r");
        var editor = new LineEditor(terminal, new History([]), new Words());
        editor.Read("> ");
        terminal.TakeScreen();
        editor.Say("gone back");
        Assert.Equal("", terminal.TakeScreen());
        Assert.Equal("two", editor.Read("> ").Text);
        Assert.StartsWith("gone back\r\n", terminal.Screen, StringComparison.Ordinal);
    }
}
