using System.Text;
using Router.Core.Boards;
using Router.Ctl.Config;
using Router.Documents;
using Router.Documents.Editing;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Fleet.Rehearsals;

namespace Router.Ctl.Upgrades.Rehearsal;

/// <summary>What a release refuses of a document, as far as that is plain without starting it. Pure.</summary>
internal static class OfflineQuestion
{
    /// <summary>
    /// Nothing is said that the release could see otherwise: this program's own checks count where it is of the same version, and otherwise
    /// the schema's number and what the image was built without.
    /// </summary>
    public static ValueList<Refusal> Ask(ConfigDocument document, ReleaseParts release)
    {
        var found = new OrderedDictionary<string, Refusal>();
        var ours = typeof(OfflineQuestion).Assembly.GetName().Version!.ToString(3);
        var known = release.Manifest.Schema ?? (release.Manifest.Version == ours ? ConfigMigration.Newest : int.MaxValue);
        if (ConfigMigration.VersionOf(document) is { } version && version > known)
            Add(new("version", $"the document is of schema {version}, and this release knows those up to {known}"));
        var board = release.Board.Facts with { Without = [.. release.Manifest.Without ?? []] };
        var problems = Problems(document, board);
        var same = release.Manifest.Version == ours && known == ConfigMigration.Newest;
        if (!same)
            problems = [.. problems.Except(Problems(document, release.Board.Facts))];
        foreach (var problem in problems)
            Add(Refusal.Of(problem));
        if (same && problems.Count == 0)
        {
            foreach (var problem in Blueprint.Build(document.Reading.Config, board).Problems)
                Add(Refusal.Of(problem));
        }
        return [.. found.Values];

        void Add(Refusal refusal) => found.TryAdd(refusal.Path, refusal);
    }

    private static ValueList<Problem> Problems(ConfigDocument document, BoardFacts board)
    {
        var files = document.Reading.Config.Firewall.Sets.Values.Select(set => set.File).OfType<string>().ToList();
        return ConfigValidator.Check(
            Encoding.UTF8.GetBytes(document.ToText()), new Surroundings(board, SetFiles: new MadeUpSetFiles(files))).Problems;
    }
}
