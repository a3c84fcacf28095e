using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Sessions;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Lists;

internal static class ListVerbs
{
    private static readonly Option Shrunk = new("--shrunk", "take also a list that became a small part of what it was");

    public static readonly Command Show = Common.Show.Verb<Response.Lists>(
        "lists", "lists that others keep: how long, how old, and what is wrong", new Request.ShowLists(), Render);

    public static readonly Command Fetch = new(
        Mode.Operational, "fetch lists", "ask for a list now, or for all", async (call, stopping) =>
        {
            var request = new Request.FetchLists(call.OptionalArgument("NAME"), call.Option(Shrunk.Name) is not null);
            var lists = await call.Session.AskAsync<Response.Lists>(request, stopping);
            if (call.Json)
                call.Session.Output.WriteText(ApiJson.Print(lists));
            else
                call.Session.Output.WriteLines(Render(lists, call.Session.Paint));
            return lists.Items.Any(list => list.Failure is not null) ? ExitCodes.Wrong : ExitCodes.Done;
        })
    {
        Arguments = [new Argument("NAME", "the list; without it, each", Arity.Optional)],
        Options = [Shrunk, Option.Json],
    };

    private static IEnumerable<string> Render(Response.Lists lists, Paint paint)
    {
        if (lists.Items.Count == 0)
        {
            yield return "none is used: set services lists NAME url URL, then services dns block NAME or firewall sets NAME list NAME";
            yield break;
        }
        foreach (var line in Table.Format(
            paint, ["LIST", "HAS", "FORM", "OF", "ASKED", "NEXT"],
            [.. lists.Items.Select(list => (IReadOnlyList<string>)
            [
                list.Name, Has(list), list.Format, At(list.Fetched, "none yet"), At(list.Asked, ""), At(list.Next, ""),
            ])]))
            yield return line;
        foreach (var list in lists.Items)
        {
            if (list.Failure is { } failure)
                yield return paint.Bad($"{list.Name}: {failure}");
            else if (list is { Fetched: null, Sets.Count: > 0 })
                yield return paint.Warn($"{list.Name}: never fetched, so {Sets(list)} is empty");
            if (list.Wrong > 0)
                yield return paint.Warn($"{list.Name}: {list.Wrong} lines make no sense and are left out");
        }
        if (lists.Refused is { } refused)
            yield return paint.Bad($"the firewall does not take it: {refused}");
        if (lists.Items.Any(list => list.Sets.Count == 0))
            yield return $"{lists.Blocked} domains are blocked, with all below them";
    }

    private static string Has(ListStatus list) =>
        list.Sets.Count == 0 ? $"{list.Domains} domains" : $"{list.Addresses} ranges in {Sets(list)}";

    private static string Sets(ListStatus list) => string.Join(", ", list.Sets.Select(set => $"@{set}"));

    private static string At(DateTimeOffset? time, string none) => time is { } at ? Humane.Time(at) : none;
}
