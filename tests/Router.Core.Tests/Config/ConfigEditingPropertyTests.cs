using System.Text;
using Router.Core.Boards;
using Router.Documents;
using Router.Documents.Editing;
using Router.Documents.Help;
using Router.Features.Configuration;

namespace Router.Core.Tests.Config;

/// <summary>Random walks of edits from seeds; a failure names its seed and the lines typed.</summary>
public sealed class ConfigEditingPropertyTests
{
    private static readonly string[] Texts =
    [
        "eth0", "192.168.7.1/24", "2001:db8::1", "10.0.0.0/8", "10.0.0.1-10.0.0.9", "true", "1500", "lan", "wan -> lan", "tcp/8080",
        "a b: c #d",
        "it's \"x\"", "7d", "1GiB", "accept", "dns", "[dhcp, dns]", "10/minute", "52:54:00:12:34:56", "name", "ssh-ed25519 AAAA a@b", "-",
        "~", "é",
    ];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Edits_AnySequence_KeepTheirPromises(int seed)
    {
        var random = new Random(seed);
        var document = Start(random);
        List<string> typed = [];
        for (var i = 0; i < 60; i++)
        {
            var words = RandomWords(document, random, out var purpose);
            typed.Add($"{(purpose == CompletionPurpose.Set ? "set" : "delete")} {ConfigPath.Join(words)}");
            var story = $"seed {seed}:\n{string.Join('\n', typed)}\n{document.ToText()}";
            var edit = purpose == CompletionPurpose.Set ? document.Set(words) : document.Delete(words);
            if (edit.Document is not { } changed)
            {
                Assert.NotNull(edit.Problem);
                Assert.False(edit.Problem.Value.Message.Contains("cannot be edited by words", StringComparison.Ordinal), story);
                continue;
            }
            CheckComments(document, changed, purpose, story);
            CheckCommands(document, changed, story);
            Assert.True(
                changed.Reading.Problems.All(
                    p => p.Message.Contains("missing", StringComparison.Ordinal)
                        || p.Message.Contains("policy belongs", StringComparison.Ordinal)),
                story + "\n\n" + changed.ToText() + string.Join('\n', changed.Reading.Problems));
            document = changed;
        }
    }

    public static IEnumerable<TheoryDataRow<int>> Seeds() => Enumerable.Range(1, 40).Select(i => new TheoryDataRow<int>(i));

    /// <summary>A change by set touches one line at most, and loses no comment.</summary>
    private static void CheckComments(ConfigDocument before, ConfigDocument after, CompletionPurpose purpose, string story)
    {
        if (purpose != CompletionPurpose.Set)
            return;
        var kept = after.ToText().Split('\n').ToHashSet();
        var changed = before.ToText().Split('\n').Count(line => !kept.Contains(line));
        Assert.True(changed <= 1, $"{story}\n{changed} lines changed");
        foreach (var comment in Comments(before))
            Assert.True(after.ToText().Contains(comment, StringComparison.Ordinal), $"{story}\nlost: {comment}");
    }

    private static IEnumerable<string> Comments(ConfigDocument document) =>
        document.ToText().Split('\n').Where(line => line.TrimStart().StartsWith('#')).Select(line => line.Trim());

    /// <summary>The commands of a diff, typed one after the other, lead to the same configuration.</summary>
    private static void CheckCommands(ConfigDocument before, ConfigDocument after, string story)
    {
        var replayed = before;
        foreach (var command in ConfigDiff.Commands(before, after))
        {
            Assert.True(ConfigPath.TrySplit(command, out var words), command);
            IReadOnlyList<string> rest = [.. words.Skip(1)];
            var edit = words[0] switch { "set" => replayed.Set(rest), "delete" => replayed.Delete(rest), _ => replayed.Insert(rest) };
            Assert.True(edit.Document is not null, $"{story}\nthen {command}: {edit.Problem?.ToString("t")}");
            replayed = edit.Document!;
        }
        Assert.True(
            after.Reading.Config.Equals(replayed.Reading.Config),
            $"{story}\ngave\n{after.ToText()}\nbut the commands\n{string.Join('\n', ConfigDiff.Commands(before, after))}\ngave\n{replayed.ToText()}");
        Assert.Empty(ConfigDiff.Commands(replayed, after));
    }

    private static ConfigDocument Start(Random random)
    {
        var text = Encoding.UTF8.GetString(Examples.Bytes("home.yaml"));
        if (random.Next(4) == 0)
            text = text.ReplaceLineEndings("\r\n");
        if (random.Next(4) == 0)
            text = text.TrimEnd();
        return random.Next(8) == 0 ? ConfigDocument.Empty : ConfigReader.Read(Encoding.UTF8.GetBytes(text)).Document!;
    }

    /// <summary>Follows what completion offers, with a text from the bag where a value or name is to be chosen.</summary>
    private static List<string> RandomWords(ConfigDocument document, Random random, out CompletionPurpose purpose)
    {
        purpose = random.Next(3) == 0 ? CompletionPurpose.Existing : CompletionPurpose.Set;
        List<string> words = [];
        while (words.Count < 8)
        {
            var offers =
                ConfigCompletion.Complete(document, words, "", purpose, new Surroundings(BoardFacts.None, ["s1"]))
                    .Where(o => o.Text != "version").ToList();
            if (offers.Count == 0 || (purpose == CompletionPurpose.Existing && words.Count > 0 && random.Next(4) == 0))
                break;
            var offer = offers[random.Next(offers.Count)];
            words.Add(offer.Placeholder || random.Next(12) == 0 ? Texts[random.Next(Texts.Length)] : offer.Text);
        }
        return words;
    }
}
