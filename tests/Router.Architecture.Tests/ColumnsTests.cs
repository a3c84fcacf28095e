using System.Globalization;
using System.Text.RegularExpressions;

namespace Router.Architecture.Tests;

/// <summary>
/// No line of C# below <c>src</c> and <c>tests</c> is longer than <c>.editorconfig</c> says. There is one exception, because a string
/// cannot be broken: a line may be longer when it is one string literal and nothing but an operator or a name in front of it and closing
/// punctuation behind it, or when its end lies inside a string literal of several lines.
/// </summary>
public partial class ColumnsTests
{
    private static readonly string Root = RepositoryRoot.Find();

    [GeneratedRegex(@"^max_line_length\s*=\s*(\d+)\s*$", RegexOptions.Multiline)]
    private static partial Regex LimitOfEditors();

    // A literal is one " here, whatever it holds.
    [GeneratedRegex("""^\s*((yield )?return |select |\+ |\?\? |\? |: |=> |\.\. |\w+: )?"[)\]},;]*$""")]
    private static partial Regex OneLiteral();

    [Fact]
    public void Lines_OfSource_AreNoLongerThanEditorconfigSays()
    {
        var limit = int.Parse(
            LimitOfEditors().Match(File.ReadAllText(Path.Combine(Root, ".editorconfig"))).Groups[1].Value, CultureInfo.InvariantCulture);
        string[] tooLong =
        [
            .. from file in Sources()
                let lines = File.ReadAllLines(file)
                let longer = Enumerable.Range(0, lines.Length).Where(n => lines[n].Length > limit).ToList()
                where longer.Count > 0
                let bare = WithoutLiterals(File.ReadAllText(file)).Split('\n')
                from n in longer
                where !MayBeLonger(bare[n])
                select $"{Path.GetRelativePath(Root, file)}:{n + 1}: {lines[n].Length} columns",
        ];
        Assert.True(tooLong.Length == 0, $"longer than {limit} columns:\n{string.Join('\n', tooLong)}");
    }

    [Theory]
    [InlineData("    x = \"a\" + \"b\";", "    x = \" + \";", false)]
    [InlineData("    + \"a\\\"b\");", "    + \");", true)]
    [InlineData("    return $\"a{(b ? \"c\" : $\"{d}}}\")}{{\";", "    return \";", true)]
    [InlineData("    name: @\"a\\\",", "    name: \",", true)]
    [InlineData("    F('\"', 1); // \"", "    F('.', 1); // \"", false)]
    [InlineData("    \"a\", \"b\"", "    \", \"", false)]
    [InlineData("    [InlineData(\"a\")]", "    [InlineData(\")]", false)]
    [InlineData("    \"\"\"{\"a\":{\"b\":\"\"}}\"\"\",", "    \",", true)]
    [InlineData("    $$\"\"\"{a {{b[\"c\"]}}}\"\"\"", "    \"", true)]
    public void Line_WithoutItsLiterals_MayBeLongerWhenItIsOneAlone(string line, string bare, bool allowed)
    {
        Assert.Equal(bare, WithoutLiterals(line));
        Assert.Equal(allowed, MayBeLonger(bare));
    }

    [Fact]
    public void Lines_InsideALiteral_AreMarked()
    {
        var bare = WithoutLiterals("x = \"\"\"\n  a \"b\"\n  c\n  \"\"\";\ny = @\"d\ne\";\n").Split('\n');
        Assert.Equal(["x = \u0001", "\u0001", "\u0001", "\";", "y = \u0001", "\";", ""], bare);
        Assert.True(bare[1..3].All(MayBeLonger));
        Assert.False(MayBeLonger("    // a remark"));
    }

    private static IEnumerable<string> Sources() =>
        from folder in (string[])["src", "tests"]
        from file in Directory.GetFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        where !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
        select file;

    private static bool MayBeLonger(string bare) => bare.EndsWith(Inside) || OneLiteral().IsMatch(bare);

    /// <summary>Stands at the end of a line that ends inside a literal.</summary>
    private const char Inside = '\u0001';

    /// <summary>C# with each string literal as one <c>"</c>; its lines stay as many as they are.</summary>
    private static string WithoutLiterals(string text)
    {
        var bare = new System.Text.StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var end = Literal(text, at);
            if (end > at)
            {
                bare.Append(string.Concat(Enumerable.Repeat($"{Inside}\n", text.AsSpan(at, end - at).Count('\n')))).Append('"');
                at = end;
            }
            else if (Character().Match(text, at) is { Success: true } character)
            {
                bare.Append("'.'");
                at += character.Length;
            }
            else if (Remark().Match(text, at) is { Success: true } remark)
            {
                bare.Append(remark.Value);
                at += remark.Length;
            }
            else
            {
                bare.Append(text[at++]);
            }
        }
        return bare.ToString();
    }

    [GeneratedRegex(@"\G'(\\.[^']*|[^\\'])'")]
    private static partial Regex Character();

    [GeneratedRegex(@"\G(//[^\n]*|/\*[\s\S]*?\*/)")]
    private static partial Regex Remark();

    [GeneratedRegex("""\G(?<prefix>[$@]*)(?<quotes>"+)""")]
    private static partial Regex Opening();

    /// <summary>Where the literal that begins at a place ends, or that place when none begins there.</summary>
    private static int Literal(string text, int at)
    {
        var opening = Opening().Match(text, at);
        if (!opening.Success)
            return at;
        var (prefix, quotes) = (opening.Groups["prefix"].Value, opening.Groups["quotes"].Length);
        var raw = quotes >= 3;
        if (quotes == 2)
            return at + opening.Length;
        var closing = raw ? new string('"', quotes) : "\"";
        var holes = raw ? prefix.Length : prefix.Count(c => c == '$');
        for (at += opening.Length; at < text.Length;)
        {
            var (quoted, braces) = (Run(text, at, '"'), Run(text, at, '{'));
            if (raw && quoted >= quotes)
                return at + quoted;
            if (!raw && prefix.Contains('@', StringComparison.Ordinal) && quoted > 1)
                at += 2;
            else if (!raw && quoted > 0)
                return at + closing.Length;
            else if (holes > 0 && braces >= holes && (raw || braces % 2 == 1))
                at = Hole(text, at + braces, holes);
            else if (!raw && text[at] == '\\' && !prefix.Contains('@', StringComparison.Ordinal))
                at += 2;
            else
                at += Math.Max(1, braces);
        }
        return at;
    }

    /// <summary>The end of an expression inside a literal, behind its closing braces.</summary>
    private static int Hole(string text, int at, int braces)
    {
        for (var open = 0; at < text.Length;)
        {
            if (text[at] == '}' && open == 0)
                return at + braces;
            var end = Math.Max(Literal(text, at), at + Character().Match(text, at).Length);
            open += text[at] switch { '{' => 1, '}' => -1, _ => 0 };
            at = Math.Max(at + 1, end);
        }
        return at;
    }

    private static int Run(string text, int at, char c)
    {
        var end = at;
        while (end < text.Length && text[end] == c)
            end++;
        return end - at;
    }
}
