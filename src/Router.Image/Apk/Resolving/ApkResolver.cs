using System.Text;
using Router.Image.Apk.Index;
using Router.Image.Apk.Repositories;

namespace Router.Image.Apk.Resolving;

/// <summary>
/// The request has no solution. The message is apk's text (<c>unable to select packages: ...</c>), without its <c>ERROR: </c>.
/// </summary>
public sealed class UnsolvableException(string message) : Exception(message);

/// <summary>Chooses the packages of a request as apk 2.14 does for an empty root.</summary>
public static class ApkResolver
{
    private const int StackSize = 256 << 20; // address space only; a hostile index can nest dependencies deeply

    /// <summary>
    /// Returns the packages in installation order. <paramref name="request"/> are wishes in apk's notation
    /// (<c>name</c>, <c>name>=1.2</c>, <c>name@tag</c>, <c>!name</c>); of two for one name the last counts.
    /// </summary>
    /// <exception cref="UnsolvableException">No choice of packages fulfils the request.</exception>
    /// <exception cref="ApkException">A wish is not in apk's notation, or names a tag that no repository has.</exception>
    public static IReadOnlyList<ResolvedPackage> Resolve(IReadOnlyList<ApkRepository> repositories, IReadOnlyList<string> request)
    {
        var catalog = CatalogLoader.Load(repositories);
        var wishes = Wishes(catalog, request);
        Exception? failure = null;
        List<Candidate> chosen = [];
        var worker = new Thread(
            () =>
            {
                try
                {
                    chosen = Solve(catalog, wishes);
                }
                catch (Exception e) when (e is UnsolvableException or InsufficientExecutionStackException)
                {
                    failure = e is UnsolvableException
                        ? e
                        : new ApkException("the dependencies of the repository are nested too deeply to be genuine", e);
                }
            },
            StackSize);
        worker.Start();
        worker.Join();
        return failure is null
            ? [.. chosen.Select(c => CatalogLoader.Describe(catalog, c.Package, c.AllowedTags, repositories))]
            : throw failure;
    }

    private static List<Candidate> Solve(Catalog catalog, List<Dependency> wishes)
    {
        var graph = new SolverGraph(catalog);
        List<Requirement> world = [.. wishes.Select(w => new Requirement(graph.Name(w.Name), w))];
        foreach (var wish in world)
            wish.Name.IsRequested = true;

        var solver = new Solver(graph, world);
        solver.Solve();
        var order = new InstallOrder(catalog.Text, solver);
        foreach (var wish in world)
            order.Add(wish, neededBy: null);
        return solver.Errors == 0 ? order.Packages : throw new UnsolvableException(new Explanation(graph, world, order.Packages).Write());
    }

    private static List<Dependency> Wishes(Catalog catalog, IReadOnlyList<string> request)
    {
        List<Dependency> wishes = [];
        foreach (var word in request)
        {
            if (word.AsSpan().ContainsAny(' ', '\n') || !DependencyParser.TryParse(catalog, catalog.Text.Append(word), out var wish))
                throw new ApkException($"'{word}' is not a valid world dependency, format is name(@tag)([<>~=]version)");
            if (wish.Tag != 0 && catalog.TagRepositories[wish.Tag] == 0)
                throw new ApkException(
                    $"'{word}': no repository has the tag {catalog.Tags[wish.Tag]}; name one as '{catalog.Tags[wish.Tag]} DIR|URL'");
            var known = wishes.FindIndex(w => w.Name == wish.Name);
            if (known >= 0)
                wishes[known] = wish;
            else
                wishes.Add(wish);
        }

        return [.. wishes.OrderBy(w => Encoding.UTF8.GetString(catalog.Names[w.Name]), NameOrder.Instance)];
    }
}
