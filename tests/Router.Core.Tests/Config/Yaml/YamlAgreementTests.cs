using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Router.Documents;
using Router.Documents.Yaml;
using Router.Documents.Yaml.Reading;
using Router.Testing;

namespace Router.Core.Tests.Config.Yaml;

/// <summary>
/// Our reader beside a library's: the same trees with the same places, and the same texts refused but for the few named here.
/// </summary>
public sealed partial class YamlAgreementTests
{
    private static readonly string[] OnlyWeRefuse =
    [
        "keys behind '?' are not taken",
        "directives (%) are not taken",
        "not YAML: text cannot start with '|'", // at the column of its key
        "not YAML: text cannot start with '>'",
        "not YAML: text cannot start with '-'", // [-]
        "not YAML: ',' or '}' belongs here", // a key over two lines
        "not YAML: ',' or ']' belongs here",
        "not YAML: an entry of the list starts with '- '",
        "not YAML: this is the number of no Unicode character",
        "not YAML: \\' means nothing in double quotes",
    ];

    [Fact]
    public void Read_OddAndMutatedDocuments_AgreesWithTheLibrary()
    {
        var good = Examples.Names().Select(name => Examples.Bytes(name.Data)).ToList();
        foreach (var odd in OddDocuments())
        {
            Compare(odd);
            good.Add(Encoding.UTF8.GetBytes(odd));
        }
        Fuzz.Run(
            good,
            bytes =>
            {
                if (YamlText.TryDecode(bytes, out var text, out _))
                    Compare(text);
            });
    }

    private static string[] OddDocuments()
    {
        using var stream = typeof(YamlAgreementTests).Assembly.GetManifestResourceStream("odd.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split("=====\n");
    }

    private static void Compare(string text)
    {
        if (LeftOut().IsMatch(text))
            return;
        List<Problem> theirProblems = [];
        List<Problem> ourProblems = [];
        var theirs = SharpYamlReader.Read(text, theirProblems);
        var ours = YamlReader.Read(text, ourProblems);

        if (ours is null)
            Assert.True(theirs is null || OnlyWeRefuse.Any(ourProblems[^1].Message.StartsWith), $"{ourProblems[^1]} in\n{text}");
        else if (theirs is null)
            Assert.True(OnlyTheyRefuse().IsMatch(text), $"{theirProblems[^1]} in\n{text}");
        else
            Assert.Equal(Drawn(theirs), Drawn(ours));
    }

    /// <summary>
    /// Tags other than ours, and nothing behind ours; text that starts with '?' between brackets; nothing behind a marker.
    /// </summary>
    [GeneratedRegex(@"!(?!secret [ ]*\w)|\?|(\A|\n)(---|\.\.\.)\s*(#.*\s*)*\z|\A\s*\.\.\.")]
    private static partial Regex LeftOut();

    /// <summary>A tab in an empty line or between brackets; a ':' that starts a text, or is followed by what could end one.</summary>
    [GeneratedRegex(@"\t|:[^\s\w:/]|[""']::|(\A|[\[{,\s]):\S")]
    private static partial Regex OnlyTheyRefuse();

    private static string Drawn(YamlNode node)
    {
        var text = new StringBuilder();
        Draw(text, node, 0);
        return text.ToString();
    }

    private static void Draw(StringBuilder text, YamlNode node, int depth)
    {
        // The library forgets where a map without braces began.
        var place = node is YamlMap { Flow: true, Entries.Count: 1 } ? "" : $"{node.Line}:{node.Column} {node.Start}-{node.End}";
        text.Append(' ', depth).Append(place);
        switch (node)
        {
            case YamlScalar scalar:
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $" text plain {scalar.Plain} block {scalar.Block} secret {scalar.Secret} {YamlQuoting.Quote(scalar.Value)}");
                break;
            case YamlSequence sequence:
                text.AppendLine(CultureInfo.InvariantCulture, $" list flow {sequence.Flow}");
                foreach (var item in sequence.Items)
                    Draw(text, item, depth + 1);
                break;
            case YamlMap map:
                text.AppendLine(CultureInfo.InvariantCulture, $" map flow {map.Flow}");
                foreach (var entry in map.Entries)
                {
                    Draw(text, entry.Key, depth + 1);
                    Draw(text, entry.Value, depth + 1);
                }
                break;
        }
    }
}
