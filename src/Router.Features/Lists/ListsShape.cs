using Router.Core.Shapes;
using Router.Documents.Shapes;

namespace Router.Features.Lists;

internal static class ListsShape
{
    private const int LongestUrl = 1000;

    private static readonly ScalarShape<string> Name = Scalars.Text("name", "ads", check: CarriedName.Check);

    private static readonly ScalarShape<string> Url = Scalars.Text(
        "URL", "https://lists.example/hosts.txt",
        check: text => text.Length <= LongestUrl && text.All(c => c is > ' ' and <= '~' and not ('"' or '\\'))
            && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0
            ? null
            : "is no URL of http or https");

    public static readonly MapShape<string, ListConfig> Map = new(
        Name,
        new RecordShape<ListConfig>(
            "list", "A list of domains or addresses that somebody else keeps, fetched in the background.", () => new() { Url = "" })
            .With("url", Url, l => l.Url, (l, v) => l with { Url = v },
                "Where it is: names of hosts (hosts, a domain a line), rules (||domain^), or addresses and prefixes, one a line.",
                required: true)
            .WithValue("every", Scalars.Duration, l => l.Every, (l, v) => l with { Every = v }, "How often it is asked for.")
            .WithValue("largest", Scalars.Size, l => l.Largest, (l, v) => l with { Largest = v }, "A longer one is not taken."));
}
