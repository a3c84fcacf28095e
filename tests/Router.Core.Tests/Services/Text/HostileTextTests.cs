using System.Text;
using System.Text.RegularExpressions;
using Router.Core.Shapes;
using Router.Core.State;
using Router.Documents.Shapes;
using Router.Features.Configuration;
using Router.Features.Dnsmasq;

namespace Router.Core.Tests.Services.Text;

/// <summary>Whatever text the checks take at a leaf, it stands in the generated files as itself and changes nothing around it.</summary>
public sealed partial class HostileTextTests
{
    /// <summary>A route of a table other than the main one goes by no mesh, whatever the document says there.</summary>
    private static readonly string[] NeverTaken = ["routing tables * routes * mesh", "routing vrfs * routes * mesh"];

    /// <summary>Names that get the domain where they have none.</summary>
    private static readonly string[] Completed =
    [
        "services dns hosts !", "services dns aliases !", "services dns aliases *", "services dns records mx * host",
        "services dns records srv * host",
    ];

    [Fact]
    public void Document_ForTheseTests_HasEveryLeafThatTakesText() => Assert.Empty(
        TextLeaves.Of(RouterModel.Shape)
            .Distinct()
            .Except(NeverTaken)
            .Except(TextLeaves.Of(RouterModel.Shape, HostileDocuments.Root).Select(leaf => leaf.Path)));

    [Fact]
    public void Files_OfTextThatTheChecksTake_DifferInThatTextAlone()
    {
        // Enough was taken to say something.
        Assert.True(HostileDocuments.All.Count > 300, $"{HostileDocuments.All.Count} documents");
        var wrong = HostileDocuments.All
            .Where(IsText)
            .GroupBy(document => document.Leaf)
            .SelectMany(leaf => leaf.SelectMany(Differences).Take(4))
            .ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Files_OfTextThatTheChecksTake_HaveNoCharactersThatCannotBeSeen() => Assert.All(HostileDocuments.All, document => Assert.All(
        document.State.Services.SelectMany(s => s.Files).Select(f => f.Content).Append(document.State.Ruleset.ToText()),
        content => Assert.DoesNotMatch("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}-[\n]]", content)));

    /// <summary>
    /// An address in the place of a name is said in other words, and so are names that dnsmasq has a meaning for, or that have a domain;
    /// and a DHCP client that has no name says none.
    /// </summary>
    private static bool IsText(HostileDocument document) =>
        document.Shape is ScalarShape<string> && document.Shape.Canonical(document.Text) == document.Text
            && !NetworkScalars.IsAddress(document.Text) && !DnsmasqWords.IsWord(document.Text)
            && (document.Leaf, document.Text) != ("interfaces * dhcp hostname", "none")
            && (!Completed.Contains(document.Leaf) || !document.Text.Contains('.', StringComparison.Ordinal));

    private static IEnumerable<string> Differences(HostileDocument document)
    {
        var expected = Lines(HostileDocuments.Plain, document.Before, document.Text);
        var found = Lines(document.State, "", "");
        var missing = expected.Except(found).Select(line => $"{document.Leaf} = '{document.Text}': not there: {line}");
        return missing.Concat(found.Except(expected).Select(line => $"{document.Leaf} = '{document.Text}': too much: {line}"));
    }

    /// <summary>
    /// Each line of each file with its path; what is worked out of a name (numbers of users, uplinks and prefixes, fingerprints, the short
    /// name in capitals) left out, and options of a DHCP client as their text.
    /// </summary>
    private static List<string> Lines(DesiredState state, string before, string text)
    {
        var files = state.Services
            .SelectMany(s => s.Files)
            .Select(f => (f.Path, f.Content))
            .Append((Path: "ruleset", Content: state.Ruleset.ToText()));
        var lines = files.SelectMany(f => f.Content.Split('\n').Select(line => $"{f.Path}: {Sent().Replace(line, Decoded)}"))
            .Where(line => !line.Contains("chain fingerprint_", StringComparison.Ordinal)
                && !line.Contains(": netbios name", StringComparison.Ordinal))
            .Select(line => before.Length == 0 ? line : line.Replace(before, text, StringComparison.Ordinal));
        return [.. lines.Select(line => Ordered(Numbers().Replace(line, ":N:").Replace('$', '_'))).Order(StringComparer.Ordinal)];
    }

    private static string Decoded(Match option) =>
        $"{option.Groups["option"].Value}{Encoding.ASCII.GetString(Convert.FromHexString(option.Groups["bytes"].Value))}";

    /// <summary>Members of a group stand in the order of their names.</summary>
    private static string Ordered(string line) => line.StartsWith("/etc/group: ", StringComparison.Ordinal)
        ? string.Join(',', line.Split(':', ',').Order(StringComparer.Ordinal))
        : line;

    [GeneratedRegex(":[0-9]{5}:|: 0x080[12][0-9a-f]{4} |ia_pd [0-9]+/")]
    private static partial Regex Numbers();

    [GeneratedRegex("(?<option> -x 0x[0-9a-f]{2}:)(?<bytes>([0-9a-f]{2})+)")]
    private static partial Regex Sent();
}
