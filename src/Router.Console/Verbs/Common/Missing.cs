using Router.Api.Contract;
using Router.Console.Sessions;
using Router.Documents.Shapes;

namespace Router.Console.Verbs.Common;

internal static class Missing
{
    /// <summary>Nothing has that name: the nearest one that something has, or where to look.</summary>
    public static RefusedException Of(string what, string name, IEnumerable<string> known, string hint) => new(new Response.Failed(
        FailureKind.NotFound, $"there is no {what} {name}", Nearest.Find(name, known) is { } near ? $"did you mean {near}?" : hint, []));
}
