using Router.Documents;
using Router.Documents.Editing;
using Router.Features.Configuration;

namespace Router.Core.Tests.Config;

/// <summary>
/// Of every place in every example: one without effect is one that is not there, and activating it gives the text of before.
/// </summary>
public class InactivityTests
{
    public static IEnumerable<TheoryDataRow<string>> Names => Examples.Names();

    [Theory]
    [MemberData(nameof(Names))]
    public void Deactivated_AnyPlace_IsAsIfDeleted_AndActivateGivesTheTextOfBefore(string name)
    {
        var document = ConfigReader.Read(Examples.Bytes(name)).Document!;
        var tried = 0;
        foreach (var place in Places(document))
        {
            if (document.Apply("deactivate", place) is not { Document: { } without, Problem: null })
                continue;
            tried++;
            Assert.Equal(document.ToText(), without.Apply("activate", place).Document!.ToText());
            var (deactivated, deleted) = (Read(without), Read(document.Apply("delete", Whole(without, place)).Document!));
            Assert.Equal(deleted.Problems.Select(Told), deactivated.Problems.Select(Told));
            Assert.True(
                deleted.Problems.Count > 0 || deactivated.Config.Equals(deleted.Config),
                $"deactivate {ConfigPath.Join(place)} is not delete");
        }
        Assert.InRange(tried, 5, int.MaxValue);
    }

    /// <summary>
    /// A value that stands alone behind its key takes the key along; delete leaves an empty list, which says something else.
    /// </summary>
    private static IReadOnlyList<string> Whole(ConfigDocument without, IReadOnlyList<string> place) =>
        place.Count > 1 && without.Apply("deactivate", [.. place.SkipLast(1)]).Remark is not null ? [.. place.SkipLast(1)] : place;

    /// <summary>Every path with each of its beginnings, and each value of a list.</summary>
    private static IEnumerable<IReadOnlyList<string>> Places(ConfigDocument document)
    {
        var seen = new HashSet<string>();
        foreach (var command in ConfigDiff.Commands(ConfigDocument.Read(document.Model, "version: 1\n", [])!, document))
        {
            Assert.True(ConfigPath.TrySplit(command, out var words), command);
            for (var length = 1; length < words.Count; length++)
            {
                var place = words.Skip(1).Take(length).ToList();
                if (seen.Add(ConfigPath.Join(place)) && document.Has(place))
                    yield return place;
            }
        }
    }

    private static ConfigReading Read(ConfigDocument document) => ConfigReader.Read(System.Text.Encoding.UTF8.GetBytes(document.ToText()));

    private static (string Path, string Message) Told(Problem problem) => (problem.Path, problem.Message);
}
