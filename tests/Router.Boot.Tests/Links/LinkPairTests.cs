using System.Text;
using Router.Boot.Tests.Lab;
using Router.Features.Composition;
using Router.Features.Configuration;

namespace Router.Boot.Tests.Links;

/// <summary>
/// Pairs of random documents with the kinds of links that need the image's kernel. What is applied is there (applying it again has nothing
/// to do), the way back restores what was, and a step that fails, in front, in the middle or at the end, leaves what was. Failures are real
/// ones: a firewall that the kernel refuses, a link that somebody else has already, files that cannot be written.
/// </summary>
public sealed class LinkPairTests
{
    /// <summary>The pair in front of the random ones: every link, VRF and mesh gets another name.</summary>
    private const string Names = "00-names";
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(15);

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 4)]
    [InlineData(5, 12, Explicit = true)]
    public async Task RandomPairs_OnTheImagesKernel_AreAppliedTakenBackAndRestored(int firstSeed, int pairs)
    {
        var files = await LabInitramfs.FilesAsync("Links/Guest", Stopping);
        files.Add(("pairs", null));
        var documents = new Dictionary<string, string>();
        // Nothing of another document is about: a tunnel remembers what it could carry when it was made.
        Add(Names, LinkDocument.Named('a'), LinkDocument.Named('b'));
        for (var seed = firstSeed; seed < firstSeed + pairs; seed++)
        {
            var random = new Random(seed);
            Add($"{seed:00}", LinkDocument.Make(random), LinkDocument.Make(random));
        }
        await using var machine = await ShellGuest.StartAsync("pairs", files, Stopping);
        await machine.RunAsync("make_router", Within, Stopping);
        var said = await machine.RunAsync("pairs", Within, Stopping);
        var lines = said.Split('\n');
        Assert.True(
            lines.Count(line => line.StartsWith("good ", StringComparison.Ordinal)) == pairs + 1, $"{said}\n{Story(lines, documents)}");
        // Each kind of failure was had by some of the pairs at least.
        Assert.All(
            lines[^3..],
            line => Assert.InRange(int.Parse(line.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture), 1, pairs + 1));

        void Add(string name, string from, string to)
        {
            var (a, b, folder) = (Valid(from), Valid(to), $"pairs/{name}");
            files.AddRange(
                [
                    (folder, null),
                    ($"{folder}/a.yaml", Encoding.UTF8.GetBytes(a)),
                    ($"{folder}/b.yaml", Encoding.UTF8.GetBytes(b)),
                    ($"{folder}/twin", Encoding.UTF8.GetBytes(LinkDocument.Twin(b, a)))
                ]);
            documents[name] = $"from\n{a}\nto\n{b}";
        }
    }

    private static string Story(string[] lines, Dictionary<string, string> documents) =>
        lines.FirstOrDefault(line => line.StartsWith("bad ", StringComparison.Ordinal)) is { } bad ? documents[bad.Split(' ', ':')[1]] : "";

    private static string Valid(string document)
    {
        var reading = ConfigValidator.Check(Encoding.UTF8.GetBytes(document), Surroundings.None);
        Assert.True(
            reading.Problems.Count == 0,
            string.Join('\n', reading.Problems.Select(problem => problem.ToString("document"))) + "\n" + document);
        return document;
    }
}
