using System.Text;
using Router.Core.Boards;
using Router.Documents;
using Router.Features.Composition;
using Router.Features.Configuration;

namespace Router.Ctl.Importing;

/// <summary>
/// Makes a draft a document that passes the check: what the document's own reader or checks refuse is taken away, and the ledger says of
/// the lines behind it why. So nothing is said here of what a document can hold.
/// </summary>
internal static class DraftCheck
{
    /// <summary>The text, which has no problem any more.</summary>
    public static string Settle(Draft draft, Ledger ledger, string header, BoardFacts board)
    {
        while (true)
        {
            var (text, lines) = DraftText.Of(draft, header);
            var bytes = Encoding.UTF8.GetBytes(text);
            var reading = ConfigReader.Read(bytes);
            var fate = Fate.NotSayable;
            if (reading.Problems.Count == 0)
                (reading, fate) = (ConfigValidator.Check(bytes, new(board)), Fate.Contradicts);
            if (reading.Problems.Count == 0)
                return text;
            var removed = reading.Problems.Count(problem => Remove(Place(draft, problem, lines), problem));
            if (removed == 0 && !Remove(Words(reading.Problems[0]), reading.Problems[0]))
                throw new InvalidOperationException($"a problem is nowhere in the draft: {reading.Problems[0].ToString("draft")}");

            bool Remove(IReadOnlyList<string> place, Problem problem)
            {
                var (found, origins) = draft.Remove(place);
                foreach (var origin in origins)
                    ledger.Overrule(origin, fate, $"{problem.Path}: {problem.Message}");
                return found;
            }
        }
    }

    /// <summary>
    /// Where the problem is: the place itself, or what stands on its line where the problem is about something that is missing. Empty:
    /// an earlier problem took it away.
    /// </summary>
    private static IReadOnlyList<string> Place(Draft draft, Problem problem, IReadOnlyList<DraftLine> lines)
    {
        var words = Words(problem);
        var line = problem.Line > 0 && problem.Line <= lines.Count ? lines[problem.Line - 1] : null;
        if (draft.Find(words) is { } node)
        {
            if (node.Kind != DraftKind.List || line?.Items.FirstOrDefault(item => item.Column == problem.Column) is not { Item: { } one })
                return words;
            return node.Find(one) is null ? [] : [.. words, one];
        }
        return line is not null && draft.Find(line.Path) is not null ? line.Path : [];
    }

    private static IReadOnlyList<string> Words(Problem problem)
    {
        ConfigPath.TrySplit(problem.Path, out var words);
        return words;
    }
}
